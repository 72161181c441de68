// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/ConsoleWindow.h"

#include "console/ConsoleRowDelegate.h"
#include "console/PrettyXml.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/Fields.h"
#include "widgets/Labels.h"
#include "widgets/MessageBox.h"
#include "widgets/TextArea.h"

#include <QAccessibleWidget>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QListView>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

namespace jackdaw {

namespace {

/// A window of its own and no question: design/ui.md, "Accessible names".
QAccessibleInterface *makeConsoleAccessible(const QString &, QObject *object)
{
    auto *console = qobject_cast<ConsoleWindow *>(object);
    return console ? new QAccessibleWidget(console, QAccessible::Window) : nullptr;
}

} // namespace

ConsoleWindow::ConsoleWindow(const Theme &theme, QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_accounts(new QComboBox(this))
    , m_ways(new QComboBox(this))
    , m_filter(new SearchField(theme, tr("Filter"), this))
    , m_pause(new TextButton(tr("Pause"), TextButton::Kind::Secondary, TextButton::Size::Small, this))
    , m_list(new QListView(this))
    , m_whole(new QPlainTextEdit(this))
    , m_cut(new Label(theme, TypeRole::Meta, Token::Warn, {}, Label::Wrap::Yes, this))
    , m_field(new TextArea(theme, this))
    , m_state(new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::Yes, this))
    , m_send(new TextButton(tr("Send stanza"), TextButton::Kind::Primary, this))
{
    static const bool installed = (QAccessible::installFactory(makeConsoleAccessible), true);
    Q_UNUSED(installed)
    setWindowTitle(tr("XML console"));
    setAccessibleName(tr("XML console"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(theme.scaled(860), theme.scaled(680));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(10);
    makeBar();

    m_list->setModel(&m_model);
    m_list->setItemDelegate(new ConsoleRowDelegate(theme, m_list));
    m_list->setAccessibleName(tr("Stanzas"));
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_whole->setReadOnly(true);
    m_whole->setFont(theme.font(TypeRole::Mono));
    m_whole->setAccessibleName(tr("Whole stanza"));
    m_whole->setPlaceholderText(tr("Choose a stanza to see all of it."));
    m_whole->setLayoutDirection(Qt::LeftToRight);
    auto *halves = new QSplitter(Qt::Vertical, this);
    halves->addWidget(m_list);
    halves->addWidget(m_whole);
    halves->setStretchFactor(0, 3);
    halves->setStretchFactor(1, 2);
    halves->setChildrenCollapsible(false);
    column->addWidget(halves, 1);
    column->addWidget(m_cut);
    m_cut->hide();

    m_field->setAccessibleName(tr("Stanza to send"));
    m_field->setPlaceholderText(QStringLiteral("<iq type='get' to='…'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>"));
    m_field->setFont(theme.font(TypeRole::Mono));
    m_field->setLayoutDirection(Qt::LeftToRight);
    m_field->setFixedHeight(theme.scaled(84));
    column->addWidget(m_field);
    auto *bottom = new QHBoxLayout;
    bottom->setSpacing(8);
    bottom->addWidget(m_state, 1);
    bottom->addWidget(m_send);
    column->addLayout(bottom);
    m_send->setAutoDefault(false);
    m_send->setEnabled(false);

    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConsoleWindow::showCurrent);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &ConsoleWindow::showCurrent);
    connect(&m_model, &QAbstractItemModel::rowsAboutToBeInserted, this, [this] {
        const QScrollBar *bar = m_list->verticalScrollBar();
        m_follows = bar->value() >= bar->maximum();
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &ConsoleWindow::follow, Qt::QueuedConnection);
    connect(m_field, &QPlainTextEdit::textChanged, this, [this] {
        showState({}, false);
        m_send->setEnabled(m_shown.isValid() && !m_field->toPlainText().trimmed().isEmpty());
    });
    connect(m_send, &QAbstractButton::clicked, this, &ConsoleWindow::submit);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), m_field, this, [this] { submit(); });
        shortcut->setContext(Qt::WidgetShortcut);
    }
    auto *copy = new QShortcut(QKeySequence::Copy, m_list, this, [this] { copyCurrent(); });
    copy->setContext(Qt::WidgetShortcut);
    m_list->setFocus();
}

ConsoleWindow::~ConsoleWindow()
{
    m_list->setModel(nullptr); // a member, gone before it
    if (m_shown.isValid())
        Q_EMIT accountChosen({}, m_shown);
}

void ConsoleWindow::makeBar()
{
    auto *above = new QHBoxLayout;
    above->setSpacing(8);
    m_accounts->setAccessibleName(tr("Account"));
    m_accounts->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_accounts->setMinimumContentsLength(18);
    above->addWidget(m_accounts);
    above->addWidget(m_filter, 1);
    m_pause->setCheckable(true);
    auto *copy = new TextButton(tr("Copy"), TextButton::Kind::Secondary, TextButton::Size::Small, this);
    auto *clear = new TextButton(tr("Clear"), TextButton::Kind::Secondary, TextButton::Size::Small, this);
    for (TextButton *button : {m_pause, copy, clear}) {
        button->setAutoDefault(false);
        above->addWidget(button);
    }
    auto *below = new QHBoxLayout;
    below->setSpacing(16);
    m_ways->setAccessibleName(tr("Direction"));
    m_ways->addItems({tr("In and out"), tr("In"), tr("Out")});
    below->addWidget(m_ways);
    for (const QString &words : {tr("Messages"), tr("Presences"), tr("Requests (iq)"), tr("Stream management")}) {
        auto *kind = new QCheckBox(words, this);
        kind->setChecked(true);
        below->addWidget(kind);
        m_kinds << kind;
        connect(kind, &QCheckBox::toggled, this, &ConsoleWindow::applyFilter);
    }
    below->addStretch();
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->addLayout(above);
    column->addLayout(below);
    connect(m_ways, &QComboBox::currentIndexChanged, this, &ConsoleWindow::applyFilter);
    connect(m_filter, &QLineEdit::textChanged, this, &ConsoleWindow::applyFilter);
    connect(clear, &QAbstractButton::clicked, this, [this] { m_model.clear(); });
    connect(copy, &QAbstractButton::clicked, this, &ConsoleWindow::copyCurrent);
    connect(m_pause, &QAbstractButton::toggled, this, [this](bool isOn) {
        m_model.setFlow(isOn ? ConsoleModel::Flow::Paused : ConsoleModel::Flow::Running);
    });
    connect(m_accounts, &QComboBox::currentIndexChanged, this, [this] {
        const AccountId chosen = account();
        if (chosen == m_shown)
            return;
        const AccountId before = std::exchange(m_shown, chosen);
        m_model.clear();
        m_send->setEnabled(chosen.isValid() && !m_field->toPlainText().trimmed().isEmpty());
        Q_EMIT accountChosen(chosen, before);
    });
}

void ConsoleWindow::setAccounts(const QList<Account> &accounts)
{
    const AccountId chosen = account();
    QSignalBlocker blocker(m_accounts);
    m_accounts->clear();
    int place = 0;
    for (const Account &each : accounts) {
        if (each.id == chosen)
            place = m_accounts->count();
        m_accounts->addItem(each.name, QVariant::fromValue(each.id));
    }
    m_accounts->setCurrentIndex(-1);
    blocker.unblock();
    m_accounts->setCurrentIndex(accounts.isEmpty() ? -1 : place);
    if (accounts.isEmpty() && m_shown.isValid()) {
        m_model.clear(); // nothing of an account that was removed stays
        m_send->setEnabled(false);
        Q_EMIT accountChosen({}, std::exchange(m_shown, AccountId()));
    }
}

AccountId ConsoleWindow::account() const
{
    return m_accounts->currentData().value<AccountId>();
}

void ConsoleWindow::add(AccountId account, const QList<ConsoleStanza> &stanzas)
{
    if (account == m_shown)
        m_model.add(stanzas);
}

/// Who reads further up is left there.
void ConsoleWindow::follow()
{
    if (m_follows)
        m_list->scrollToBottom();
}

void ConsoleWindow::applyFilter()
{
    constexpr ConsoleStanza::Kind kinds[] = {ConsoleStanza::Kind::Message, ConsoleStanza::Kind::Presence, ConsoleStanza::Kind::Request,
                                             ConsoleStanza::Kind::Stream};
    ConsoleModel::Filter filter;
    filter.kinds.clear();
    for (qsizetype i = 0; i < m_kinds.size(); ++i) {
        if (m_kinds[i]->isChecked())
            filter.kinds.insert(kinds[i]);
    }
    filter.ways = ConsoleModel::Filter::Ways(m_ways->currentIndex());
    filter.text = m_filter->text();
    m_model.setFilter(filter);
}

void ConsoleWindow::showCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    const QString xml = current.isValid() ? m_model.stanza(current.row()).xml : QString();
    const bool isCut = xml.size() > mostShown;
    m_whole->setPlainText(isCut ? prettyBeginning(xml.left(mostShown)) : prettyXml(xml));
    //: of the characters of a stanza
    m_cut->setText(isCut ? tr("Shortened: the first %L1 of %L2 characters are shown. Copy takes all of them.").arg(mostShown).arg(xml.size())
                         : QString());
    m_cut->setVisible(isCut);
    m_whole->setAccessibleDescription(m_cut->text());
}

/// The one that is chosen, else all that are shown.
void ConsoleWindow::copyCurrent()
{
    const QModelIndex current = m_list->currentIndex();
    QString text;
    for (int row = current.isValid() ? current.row() : 0; row < (current.isValid() ? current.row() + 1 : m_model.rowCount()); ++row) {
        const ConsoleStanza &stanza = m_model.stanza(row);
        text += (current.isValid() ? QString() : stanza.way == ConsoleStanza::Way::In ? QStringLiteral("<!-- in -->\n")
                                                                                      : QStringLiteral("<!-- out -->\n"))
            + prettyXml(stanza.xml) + QLatin1Char('\n');
    }
    QGuiApplication::clipboard()->setText(text);
}

void ConsoleWindow::showState(const QString &words, bool isWrong)
{
    m_state->setToken(isWrong ? Token::Bad : Token::Text2);
    m_state->setText(words);
    m_field->setAccessibleDescription(words);
}

void ConsoleWindow::submit()
{
    const QString xml = m_field->toPlainText().trimmed();
    if (xml.isEmpty() || !m_shown.isValid())
        return;
    const auto typed = checkTyped(xml);
    if (!typed) {
        //: line and column, and what is wrong, in English
        showState(tr("Not sent. At %1: %2.").arg(typed.error().subject, typed.error().detail), true);
        m_field->setFocus();
        return;
    }
    if (typed->effect == TypedStanza::Effect::Harmless) {
        Q_EMIT sendRequested(m_shown, xml);
        return;
    }
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(tr("Send stanza"));
    const bool isMessage = typed->kind == ConsoleStanza::Kind::Message;
    setWords(*question, isMessage ? tr("Send this message?") : tr("Send this change?"),
             isMessage ? tr("It goes out as it stands, not encrypted, and is kept in no chat here.")
                       : tr("It may change your account, a group or a server, and cannot be taken back."));
    QPushButton *act = question->addButton(tr("Send stanza"), QMessageBox::DestructiveRole);
    setButtonLook(act, ButtonKind::Destructive);
    QPushButton *cancel = question->addButton(QMessageBox::Cancel);
    question->setDefaultButton(cancel);
    question->setEscapeButton(cancel);
    connect(act, &QPushButton::clicked, this, [this, account = m_shown, xml] { Q_EMIT sendRequested(account, xml); });
    question->open();
}

void ConsoleWindow::showSent()
{
    m_field->clear();
    showState(tr("Sent."), false);
}

void ConsoleWindow::showFailure(const QString &sentence)
{
    showState(sentence, true);
}

} // namespace jackdaw
