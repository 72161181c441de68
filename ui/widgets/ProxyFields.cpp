// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ProxyFields.h"

#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace jackdaw {

ProxyFields::ProxyFields(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_type(new QComboBox), m_fields(new QWidget), m_host(new TextField(theme, tr("Proxy server"))),
      m_port(new TextField(theme, tr("Proxy port"))), m_user(new TextField(theme, tr("Proxy user"))),
      m_password(new PasswordField(theme, tr("Proxy password")))
{
    m_type->setAccessibleName(tr("Proxy"));
    m_type->addItem(tr("None"), int(ProxySettings::Type::None));
    m_type->addItem(tr("SOCKS5 (Tor)"), int(ProxySettings::Type::Socks5));
    m_type->addItem(tr("HTTP"), int(ProxySettings::Type::Http));
    auto *typeLabel = new Label(theme, TypeRole::Body, Token::Text, tr("Proxy"));
    typeLabel->setBuddy(m_type);
    m_host->edit()->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_port->edit()->setInputMethodHints(Qt::ImhDigitsOnly);
    m_port->edit()->setMaxLength(5);
    m_user->edit()->setPlaceholderText(tr("Not needed"));
    m_password->setShowName(tr("Show proxy password"));
    m_user->edit()->setInputMethodHints(Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);

    auto *type = new QHBoxLayout;
    type->addWidget(typeLabel, 1);
    type->addWidget(m_type);
    auto *place = new QHBoxLayout;
    place->setSpacing(12);
    place->addWidget(m_host, 1);
    place->addWidget(m_port);
    const auto narrow = [this, &theme] { m_port->setFixedWidth(theme.scaled(120)); };
    narrow();
    connect(&theme, &Theme::changed, this, narrow);
    auto *who = new QVBoxLayout; // side by side they would not fit into the narrowest window
    who->setSpacing(14);
    who->addWidget(m_user);
    who->addWidget(m_password);
    auto *fields = new QVBoxLayout(m_fields);
    fields->setContentsMargins(0, 0, 0, 0);
    fields->setSpacing(14);
    fields->addLayout(place);
    fields->addLayout(who);
    fields->addWidget(new Label(theme, TypeRole::Meta, Token::Text2,
                                tr("Everything goes through the proxy, and it alone looks up the server’s name. Where the server has "
                                   "another name than the address says, write it in the field Server."),
                                Label::Wrap::Yes));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);
    column->addLayout(type);
    column->addWidget(m_fields);
    connect(m_type, &QComboBox::currentIndexChanged, this, [this] {
        showKind();
        Q_EMIT edited();
    });
    for (TextField *field : std::initializer_list<TextField *>{m_host, m_port, m_user, m_password}) {
        connect(field, &TextField::textEdited, this, [this, field] {
            field->setState(TextField::State::Plain);
            Q_EMIT edited();
        });
    }
    showKind();
}

void ProxyFields::showKind()
{
    const auto type = ProxySettings::Type(m_type->currentData().toInt());
    m_fields->setVisible(type != ProxySettings::Type::None);
    m_host->edit()->setPlaceholderText(type == ProxySettings::Type::Socks5 ? QStringLiteral("127.0.0.1")
                                                                           : QStringLiteral("proxy.example"));
    m_port->edit()->setPlaceholderText(type == ProxySettings::Type::Socks5 ? QStringLiteral("9050") : QStringLiteral("8080"));
}

void ProxyFields::setProxy(const ProxySettings &proxy)
{
    const QSignalBlocker quiet(m_type);
    m_type->setCurrentIndex(m_type->findData(int(proxy.type)));
    m_host->setText(proxy.host);
    m_port->setText(proxy.port == 0 ? QString() : QString::number(proxy.port));
    m_user->setText(proxy.user);
    m_password->reset();
    for (TextField *field : std::initializer_list<TextField *>{m_host, m_port, m_user, m_password})
        field->setState(TextField::State::Plain);
    showKind();
}

bool ProxyFields::hasProxy() const
{
    return ProxySettings::Type(m_type->currentData().toInt()) != ProxySettings::Type::None;
}

QString ProxyFields::password() const
{
    return m_password->text();
}

bool ProxyFields::apply(ProxySettings &proxy)
{
    proxy = {};
    if (!hasProxy())
        return true;
    const auto refuse = [](TextField *field, const QString &why) {
        field->setState(TextField::State::Wrong, why);
        field->setFocus(Qt::OtherFocusReason);
        return false;
    };
    proxy.type = ProxySettings::Type(m_type->currentData().toInt());
    proxy.host = m_host->text().trimmed();
    if (proxy.host.isEmpty() || proxy.host.contains(QLatin1Char(' ')) || proxy.host.contains(QLatin1Char('/')))
        return refuse(m_host, tr("Write the name or address of the proxy, as in 127.0.0.1."));
    bool isNumber = false;
    const uint number = m_port->text().trimmed().toUInt(&isNumber);
    if (!isNumber || number == 0 || number > 65535)
        return refuse(m_port, tr("A port is a number up to 65535."));
    proxy.port = quint16(number);
    proxy.user = m_user->text().trimmed();
    if (proxy.user.isEmpty() && !m_password->text().isEmpty())
        return refuse(m_user, tr("A password needs a user."));
    return true;
}

} // namespace jackdaw
