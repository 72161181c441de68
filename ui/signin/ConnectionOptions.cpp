// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/ConnectionOptions.h"

#include "widgets/Buttons.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"
#include "widgets/ProxyFields.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr qint64 largestAuthorityFile = 4 * 1024 * 1024; // bytes; all authorities of a system are a quarter MB
} // namespace

ConnectionOptions::ConnectionOptions(const Theme &theme, QWidget *parent)
    : QWidget(parent), m_host(new TextField(theme, tr("Server"))), m_port(new TextField(theme, tr("Port"))),
      m_tls(new QComboBox), m_authority(new TextField(theme, tr("Extra certificate authority"))),
      m_plain(new QCheckBox(tr("Allow a plain-text password"))), m_proxy(new ProxyFields(theme))
{
    m_host->edit()->setPlaceholderText(tr("Found by the address"));
    m_host->edit()->setInputMethodHints(Qt::ImhUrlCharactersOnly | Qt::ImhNoAutoUppercase | Qt::ImhNoPredictiveText);
    m_port->edit()->setPlaceholderText(tr("Standard"));
    m_port->edit()->setInputMethodHints(Qt::ImhDigitsOnly);
    m_port->edit()->setMaxLength(5);
    m_authority->edit()->setPlaceholderText(tr("None: those of this computer"));
    m_authority->setHelp(tr("A PEM file of your organisation, trusted for this account only."));

    m_plain->setAccessibleName(tr("Allow a plain-text password for this account")); // the words beside it fit the narrowest window
    m_tls->setAccessibleName(tr("Connection type"));
    m_tls->addItem(tr("Automatic"), int(TlsMode::Automatic));
    m_tls->addItem(tr("STARTTLS"), int(TlsMode::StartTls));
    m_tls->addItem(tr("Direct TLS"), int(TlsMode::Direct));
    auto *tlsLabel = new Label(theme, TypeRole::Body, Token::Text, tr("Connection type"));
    tlsLabel->setBuddy(m_tls);

    auto *address = new QHBoxLayout;
    address->setSpacing(12);
    address->addWidget(m_host, 1);
    address->addWidget(m_port);
    const auto narrow = [this, &theme] { m_port->setFixedWidth(theme.scaled(120)); };
    narrow();
    connect(&theme, &Theme::changed, this, narrow);

    auto *tls = new QHBoxLayout;
    tls->addWidget(tlsLabel, 1);
    tls->addWidget(m_tls);

    auto *browse = new TextButton(tr("Browse…"));
    browse->setAccessibleName(tr("Browse for a certificate authority"));
    auto *authority = new QHBoxLayout;
    authority->setSpacing(12);
    authority->addWidget(m_authority, 1);
    // Beside the field, not beside its label or its help.
    auto *beside = new QVBoxLayout;
    beside->addSpacing(theme.lineHeight(TypeRole::Body) + 8);
    beside->addWidget(browse);
    beside->addStretch();
    authority->addLayout(beside);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(focusRoom, 0, focusRoom, 0); // for the rings; OutsetItem takes it back
    column->setSpacing(14);
    column->addLayout(address);
    column->addLayout(tls);
    column->addLayout(authority);
    auto *plain = new QVBoxLayout; // the words belong to the box above them
    plain->setSpacing(6);
    plain->addWidget(m_plain);
    plain->addWidget(new Label(theme, TypeRole::Meta, Token::Text2,
                               tr("The server could read it. Only where your provider says that there is no other way."),
                               Label::Wrap::Yes));
    column->addLayout(plain);
    connect(m_plain, &QAbstractButton::clicked, this, &ConnectionOptions::edited);
    column->addWidget(m_proxy);
    connect(m_proxy, &ProxyFields::edited, this, &ConnectionOptions::edited);
    connect(browse, &QAbstractButton::clicked, this, &ConnectionOptions::browse);
    connect(m_tls, &QComboBox::currentIndexChanged, this, &ConnectionOptions::edited);
    for (TextField *field : {m_host, m_port, m_authority}) {
        connect(field, &TextField::textEdited, this, [this, field] {
            field->setState(TextField::State::Plain);
            Q_EMIT edited();
        });
    }
}

bool ConnectionOptions::hasHost() const
{
    return !m_host->text().trimmed().isEmpty();
}

bool ConnectionOptions::hasProxy() const
{
    return m_proxy->hasProxy();
}

QString ConnectionOptions::proxyPassword() const
{
    return m_proxy->password();
}

void ConnectionOptions::show(const ConnectionSettings &settings)
{
    m_host->setText(settings.host);
    m_port->setText(settings.port == 0 ? QString() : QString::number(settings.port));
    m_authority->setText(settings.authorityFile);
    for (TextField *field : {m_host, m_port, m_authority})
        field->setState(TextField::State::Plain);
    {
        const QSignalBlocker quiet(m_tls);
        m_tls->setCurrentIndex(m_tls->findData(int(settings.tls)));
    }
    m_plain->setChecked(settings.plain == PlainLogin::Allowed);
    m_proxy->setProxy(settings.proxy);
}

bool ConnectionOptions::apply(ConnectionSettings &settings)
{
    const auto refuse = [](TextField *field, const QString &why) {
        field->setState(TextField::State::Wrong, why);
        field->setFocus(Qt::OtherFocusReason);
        return false;
    };
    settings.host = m_host->text().trimmed();
    if (settings.host.contains(QLatin1Char(' ')) || settings.host.contains(QLatin1Char('/')))
        return refuse(m_host, tr("This is not a server name. Write it as xmpp.provider.example."));
    settings.port = 0;
    if (const QString port = m_port->text().trimmed(); !port.isEmpty()) {
        bool isNumber = false;
        const uint number = port.toUInt(&isNumber);
        if (!isNumber || number == 0 || number > 65535)
            return refuse(m_port, tr("A port is a number up to 65535."));
        if (settings.host.isEmpty())
            return refuse(m_host, tr("A port needs a server. Write its name here."));
        settings.port = quint16(number);
    }
    settings.plain = m_plain->isChecked() ? PlainLogin::Allowed : PlainLogin::Refused;
    settings.tls = TlsMode(m_tls->currentData().toInt());
    settings.authorityFile = m_authority->text().trimmed();
    if (!settings.authorityFile.isEmpty()) {
        QFile file(settings.authorityFile);
        if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly))
            return refuse(m_authority, tr("This file cannot be read. Choose another one, or leave the field empty."));
        if (!file.read(largestAuthorityFile).contains("-----BEGIN CERTIFICATE-----"))
            return refuse(m_authority, tr("There is no certificate in this file. It has to be a PEM file."));
        settings.authorityFile = QFileInfo(file).absoluteFilePath();
    }
    return m_proxy->apply(settings.proxy);
}

void ConnectionOptions::browse()
{
    auto *dialog = new QFileDialog(this, tr("Extra certificate authority"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Certificates (*.pem *.crt *.cer)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_authority->setText(file);
        m_authority->setState(TextField::State::Plain);
        Q_EMIT edited();
    });
    dialog->open();
}

} // namespace jackdaw
