// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ServiceBrowser.h"

#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

constexpr int placeRole = Qt::UserRole + 1;
constexpr int nodeRole = Qt::UserRole + 2;
constexpr int askedRole = Qt::UserRole + 3;

} // namespace

ServiceBrowser::ServiceBrowser(const Jid &start, const Theme &theme, QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_theme(theme)
    , m_address(new TextField(theme, tr("Address"), this))
    , m_tree(new QTreeWidget(this))
    , m_about(new QPlainTextEdit(this))
    , m_commands(new QListWidget(this))
    , m_run(new TextButton(tr("Run command…"), TextButton::Kind::Secondary, this))
    , m_gateway(new TextButton(tr("Gateways…"), TextButton::Kind::Secondary, this))
    , m_state(new Label(theme, TypeRole::Meta, Token::Bad, {}, Label::Wrap::Yes, this))
{
    setWindowTitle(tr("Services"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.scaled(860), theme.scaled(600));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(10);
    auto *above = new QHBoxLayout;
    above->setSpacing(8);
    auto *go = new TextButton(tr("Browse"), TextButton::Kind::Primary, this);
    go->setAutoDefault(false);
    above->addWidget(m_address, 1);
    above->addWidget(go, 0, Qt::AlignVCenter); // beside the field, which has a line above and one below
    column->addLayout(above);
    column->addWidget(m_state);
    m_state->hide();

    m_tree->setAccessibleName(tr("Services"));
    m_tree->setHeaderLabels({tr("Name"), tr("Address")});
    m_tree->header()->setStretchLastSection(true);
    m_tree->setColumnWidth(0, theme.scaled(220));
    m_about->setReadOnly(true);
    m_about->setAccessibleName(tr("About the service"));
    m_commands->setAccessibleName(tr("Commands"));
    auto *side = new QWidget(this);
    auto *beside = new QVBoxLayout(side);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->setSpacing(8);
    beside->addWidget(m_about, 2);
    beside->addWidget(m_commands, 1);
    beside->addWidget(m_gateway, 0, Qt::AlignTrailing);
    beside->addWidget(m_run, 0, Qt::AlignTrailing);
    m_gateway->setAutoDefault(false);
    m_gateway->hide();
    connect(m_gateway, &QAbstractButton::clicked, this, &ServiceBrowser::gatewaysRequested);
    m_run->setAutoDefault(false);
    m_run->setEnabled(false);
    auto *halves = new QSplitter(this);
    halves->addWidget(m_tree);
    halves->addWidget(side);
    halves->setStretchFactor(0, 3);
    halves->setStretchFactor(1, 2);
    halves->setChildrenCollapsible(false);
    column->addWidget(halves, 1);

    connect(go, &QAbstractButton::clicked, this, &ServiceBrowser::browse);
    connect(m_address->edit(), &QLineEdit::returnPressed, this, &ServiceBrowser::browse);
    connect(m_address, &TextField::textEdited, this, [this] { m_address->setState(TextField::State::Plain); });
    connect(m_tree, &QTreeWidget::itemExpanded, this, &ServiceBrowser::openPlace);
    connect(m_tree, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem *now) { showPlace(now); });
    connect(m_commands, &QListWidget::currentRowChanged, this, [this](int row) { m_run->setEnabled(row >= 0); });
    const auto run = [this] {
        if (const QListWidgetItem *chosen = m_commands->currentItem())
            Q_EMIT runRequested({chosen->data(placeRole).value<Jid>(), chosen->data(nodeRole).toString(), chosen->text()});
    };
    connect(m_run, &QAbstractButton::clicked, this, run);
    connect(m_commands, &QListWidget::itemActivated, this, run);
    m_about->setPlaceholderText(tr("Choose a service to see what it offers."));
    m_commands->setToolTip(tr("What the chosen service can be asked to do"));
    m_address->setHelp(tr("Your provider, a group service or a person. Open an entry with the arrow before it."));
    m_address->setText(start.toString());
    m_address->edit()->setFocus();
}

ServiceBrowser::Asked ServiceBrowser::placeOf(const QTreeWidgetItem *item)
{
    return {item->data(0, placeRole).value<Jid>(), item->data(0, nodeRole).toString()};
}

void ServiceBrowser::browse()
{
    const auto jid = Jid::parse(m_address->text().trimmed());
    if (!jid) {
        m_address->setState(TextField::State::Wrong, tr("This is no address. Write it like provider.example."));
        m_address->edit()->setFocus();
        return;
    }
    m_state->hide();
    m_tree->clear();
    addPlace(nullptr, {*jid, {}, jid->toString()});
    QTreeWidgetItem *first = m_tree->topLevelItem(0);
    m_tree->setCurrentItem(first);
    first->setExpanded(true);
}

void ServiceBrowser::addPlace(QTreeWidgetItem *parent, const DiscoItem &item)
{
    auto *place = new QTreeWidgetItem;
    const QString address = item.node.isEmpty() ? item.jid.toString() : tr("%1 · %2").arg(item.jid.toString(), item.node);
    place->setText(0, item.name.simplified().isEmpty() ? address : item.name.simplified());
    place->setText(1, address);
    place->setSizeHint(0, QSize(0, m_theme.scaled(32)));
    place->setData(0, placeRole, QVariant::fromValue(item.jid));
    place->setData(0, nodeRole, item.node);
    place->setChildIndicatorPolicy(QTreeWidgetItem::ShowIndicator);
    if (parent)
        parent->addChild(place);
    else
        m_tree->addTopLevelItem(place);
}

void ServiceBrowser::openPlace(QTreeWidgetItem *place)
{
    if (place->data(0, askedRole).toBool())
        return;
    place->setData(0, askedRole, true);
    const Asked asked = placeOf(place);
    Q_EMIT itemsRequested(asked.jid, asked.node);
}

void ServiceBrowser::showPlace(QTreeWidgetItem *place)
{
    m_about->clear();
    m_commands->clear();
    m_run->setEnabled(false);
    m_gateway->hide();
    m_shown = {};
    if (!place)
        return;
    m_shown = placeOf(place);
    m_about->setPlainText(tr("Asking the service…"));
    Q_EMIT infoRequested(m_shown.jid, m_shown.node);
}

void ServiceBrowser::setItems(const Jid &jid, const QString &node, const QList<DiscoItem> &items)
{
    for (QTreeWidgetItemIterator it(m_tree); *it; ++it) {
        QTreeWidgetItem *place = *it;
        if (placeOf(place) != Asked{jid, node} || !place->data(0, askedRole).toBool() || place->childCount() > 0)
            continue;
        for (const DiscoItem &item : items)
            addPlace(place, item);
        if (items.isEmpty())
            place->setChildIndicatorPolicy(QTreeWidgetItem::DontShowIndicator);
        return;
    }
}

void ServiceBrowser::setInfo(const Jid &jid, const QString &node, const DiscoInfo &info)
{
    if (m_shown != Asked{jid, node})
        return;
    QStringList lines = info.identities;
    if (!info.features.isEmpty())
        lines << QString() << tr("Features:") << info.features;
    for (const DataForm &form : info.forms) {
        lines << QString() << (form.title.isEmpty() ? form.formType() : form.title);
        for (const FormField &field : form.fields) {
            if (field.type != FormField::Type::Hidden)
                lines << tr("%1: %2").arg(field.label.isEmpty() ? field.var : field.label, field.values.join(QLatin1Char(' ')));
        }
    }
    m_about->setPlainText(lines.join(QLatin1Char('\n')));
    m_gateway->setVisible(std::any_of(info.identities.cbegin(), info.identities.cend(), [](const QString &identity) {
        return identity.startsWith(QLatin1StringView("gateway/"));
    }));
    if (info.hasCommands && node.isEmpty())
        Q_EMIT commandsRequested(jid);
}

void ServiceBrowser::setCommands(const Jid &jid, const QList<DiscoItem> &commands)
{
    if (m_shown != Asked{jid, {}})
        return;
    m_commands->clear();
    for (const DiscoItem &command : commands) {
        auto *row = new QListWidgetItem(command.name.simplified().isEmpty() ? command.node : command.name.simplified(), m_commands);
        row->setSizeHint(QSize(0, m_theme.scaled(32)));
        row->setData(placeRole, QVariant::fromValue(command.jid));
        row->setData(nodeRole, command.node);
    }
}

void ServiceBrowser::showError(const Jid &jid, const QString &node, const QString &sentence)
{
    if (m_shown != Asked{jid, node})
        return;
    m_about->setPlainText(sentence);
    m_state->setText(sentence);
    m_state->setVisible(true);
}

} // namespace jackdaw
