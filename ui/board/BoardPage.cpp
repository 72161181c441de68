// SPDX-License-Identifier: GPL-3.0-or-later
#include "board/BoardPage.h"

#include "base/Clock.h"
#include "board/BoardTable.h"
#include "board/BoardText.h"
#include "board/BoardView.h"
#include "board/StateChip.h"
#include "style/Direction.h"
#include "style/MenuPlace.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/EmptyState.h"
#include "widgets/Fields.h"
#include "widgets/FlowLayout.h"
#include "widgets/IconButton.h"
#include "widgets/OutsetItem.h"

#include <QComboBox>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStackedLayout>
#include <QTreeView>

#include <algorithm>

namespace jackdaw {

namespace {
constexpr qint64 minute = 60'000;
constexpr int chipGap = 0; // between the rings
}

BoardPage::BoardPage(BoardModel &board, const Theme &theme, Preferences &preferences, const Clock &clock, QWidget *parent)
    : QWidget(parent), m_board(board), m_theme(theme), m_preferences(preferences), m_clock(clock)
{
    board.setWords({[&clock](const BoardModel::Person &person, BoardModel::Column column) { return boardCell(person, column, clock.now()); },
                    [&clock](const BoardModel::Row &row) { return boardSpoken(row, clock.now()); }, boardHead});
    m_cards = new BoardView(board, theme, clock, this);
    m_table = new BoardTable(board, theme, preferences, this);
    m_empty = new EmptyState(theme, QStringLiteral("layout-grid"), {}, {}, this);
    m_stack = new QStackedLayout;
    m_stack->addWidget(m_cards);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHeader());
    connect(m_table->header(), &QHeaderView::sortIndicatorChanged, this, &BoardPage::showSorting);
    m_table->restoreColumns();
    auto *body = new QHBoxLayout;
    body->setContentsMargins(11, 0, 4, 4); // the cards have their gap around them
    body->addLayout(m_stack);
    column->addLayout(body, 1);

    m_minute.setSingleShot(true);
    connect(&m_minute, &QTimer::timeout, this, [this] {
        shownView()->viewport()->update();
        startMinute();
    });
    for (QAbstractItemView *view : {static_cast<QAbstractItemView *>(m_cards), static_cast<QAbstractItemView *>(m_table)}) {
        view->installEventFilter(this);
        view->viewport()->installEventFilter(this);
        connect(view, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) {
            if (!m_board.row(index.row()).isHeader)
                Q_EMIT chatRequested(m_board.row(index.row()).person->account, m_board.row(index.row()).person->jid);
        });
    }
    connect(m_cards, &BoardView::buttonPressed, this, &BoardPage::pressButton);
    connect(m_cards, &BoardView::bellToggled, this, &BoardPage::toggleBell);
    connect(m_cards, &BoardView::headingPressed, this,
            [this](const QModelIndex &heading) { fold(m_board.row(heading.row()).team); });
    connect(m_empty, &EmptyState::actionRequested, this, [this] {
        if (m_board.watchedCount() == 0) {
            Q_EMIT watchRequested();
            return;
        }
        m_search->clear();
        for (StateChip *chip : std::as_const(m_chips))
            chip->setChecked(false);
    });
    connect(&board, &BoardModel::summaryChanged, this, &BoardPage::refresh);
    connect(&theme, &Theme::changed, this, &BoardPage::applyTheme);
    board.setFoldedTeams(preferences.foldedTeams());
    showTable(preferences.boardTable());
    applyTheme();
    refresh();
}

QWidget *BoardPage::makeHeader()
{
    m_header = new QWidget(this);
    m_back = new IconButton(m_theme, QStringLiteral("arrow-left"), tr("Back"), m_header);
    m_back->hide();
    m_search = new SearchField(m_theme, tr("Find a person"), m_header);
    m_search->setMinimumWidth(120);
    m_search->setMaximumWidth(m_theme.scaled(200));
    m_chipBox = new QWidget(m_header);
    auto *flow = new FlowLayout(chipGap, 2, m_chipBox);
    for (Availability each : BoardModel::filters) {
        auto *chip = new StateChip(m_theme, each, m_chipBox);
        flow->addWidget(chip);
        m_chips << chip;
        connect(chip, &QAbstractButton::toggled, this, [this] {
            QSet<Availability> states;
            for (const StateChip *one : std::as_const(m_chips)) {
                if (one->isChecked())
                    states.insert(one->availability());
            }
            m_board.setStates(states);
        });
    }
    m_team = new QComboBox(m_header);
    m_team->setAccessibleName(tr("Watched groups"));
    m_team->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_team->setMinimumContentsLength(9);
    m_team->hide();
    m_sort = new QComboBox(m_header);
    m_sort->setAccessibleName(tr("Sort"));
    m_sort->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    for (BoardModel::Column each : {BoardModel::State, BoardModel::Name, BoardModel::Since, BoardModel::Idle, BoardModel::Status,
                                    BoardModel::Device, BoardModel::Team, BoardModel::LastAnswer})
        m_sort->addItem(each == BoardModel::State ? tr("Sort: availability") : tr("Sort: %1").arg(boardHead(each).toLower()), int(each));
    m_reverse = new IconButton(m_theme, QStringLiteral("chevron-up"), tr("Reverse order"), m_header);
    m_reverse->setCheckable(true);
    m_cardsButton = new IconButton(m_theme, QStringLiteral("layout-grid"), tr("Cards"), m_header);
    m_tableButton = new IconButton(m_theme, QStringLiteral("table"), tr("Table"), m_header);
    m_cardsButton->setCheckable(true);
    m_tableButton->setCheckable(true);
    m_window = new IconButton(m_theme, QStringLiteral("app-window"), tr("Own window, always on top"), m_header);

    m_more = new IconButton(m_theme, QStringLiteral("ellipsis-vertical"), tr("More board actions"), m_header);
    m_more->setOpens(IconButton::Opens::Menu);

    m_headerRows = new QVBoxLayout(m_header);
    setLogicalMargins(m_headerRows, 16, 8, 12, 8);
    m_headerRows->setSpacing(6);
    m_headerRow = new QHBoxLayout;
    m_headerRow->setSpacing(8);
    m_headerRows->addLayout(m_headerRow);
    m_headerRow->addWidget(m_back);
    m_headerRow->addWidget(m_team, 1);
    m_headerRow->addWidget(m_search, 1);
    m_headerRow->addWidget(m_chipBox, 100, Qt::AlignVCenter);
    m_headerRow->addStretch(1);
    m_headerRow->addWidget(m_sort);
    m_headerRow->addWidget(m_reverse);
    m_headerRow->addWidget(m_cardsButton);
    m_headerRow->addWidget(m_tableButton);
    m_headerRow->addWidget(m_window);
    m_headerRow->addWidget(m_more);

    connect(m_more, &QAbstractButton::clicked, this, &BoardPage::showMore);
    connect(m_team, &QComboBox::currentIndexChanged, this, [this](int index) {
        const QVariant team = m_team->itemData(index);
        m_board.setTeam(team.isValid() ? std::optional(team.toString()) : std::nullopt);
    });
    connect(m_back, &QAbstractButton::clicked, this, &BoardPage::backRequested);
    connect(m_search, &QLineEdit::textChanged, &m_board, &BoardModel::setText);
    connect(m_search, &QLineEdit::returnPressed, this, &BoardPage::focusBoard);
    connect(m_sort, &QComboBox::currentIndexChanged, this, [this] {
        const QSignalBlocker quiet(m_reverse);
        m_reverse->setChecked(false);
        sort();
    });
    connect(m_reverse, &QAbstractButton::toggled, this, &BoardPage::sort);
    connect(m_cardsButton, &QAbstractButton::clicked, this, [this] { showTable(false); });
    connect(m_tableButton, &QAbstractButton::clicked, this, [this] { showTable(true); });
    connect(m_window, &QAbstractButton::clicked, this,
            [this] { Q_EMIT placeRequested(m_place == Place::MainWindow ? Place::OwnWindow : Place::MainWindow); });
    return m_header;
}

/// One line where there is room for it (picture 05), else the filters below it.
void BoardPage::arrangeHeader()
{
    const bool isInRow = m_headerRow->indexOf(m_chipBox) >= 0;
    m_sort->setVisible(width() >= m_theme.scaled(520));
    m_reverse->setVisible(m_tableButton->isChecked() && m_sort->isVisibleTo(m_header));
    constexpr int edge = 24;
    const int smallestField = m_theme.scaled(104);
    // The filters stand in one line first; the field has what is left.
    int taken = 2 * edge + 2 * m_headerRow->spacing();
    for (const StateChip *chip : std::as_const(m_chips))
        taken += chip->sizeHint().width() + chipGap;
    for (const QWidget *widget : {static_cast<QWidget *>(m_back), static_cast<QWidget *>(m_sort), static_cast<QWidget *>(m_reverse),
                                  static_cast<QWidget *>(m_cardsButton),
                                  static_cast<QWidget *>(m_tableButton), static_cast<QWidget *>(m_window), static_cast<QWidget *>(m_more)})
        taken += widget->isVisibleTo(m_header) ? widget->sizeHint().width() + m_headerRow->spacing() : 0;
    const bool isWide = width() >= taken + smallestField;
    setLogicalMargins(m_headerRows, isWide ? edge : 16, 8, isWide ? edge : 12, 8);
    m_search->setMinimumWidth(isWide ? std::clamp(width() - taken, smallestField, m_theme.scaled(200)) : 120);
    if (isWide == isInRow)
        return;
    if (isWide) {
        m_headerRows->removeWidget(m_chipBox);
        m_headerRow->insertWidget(m_headerRow->indexOf(m_search) + 1, m_chipBox, 100, Qt::AlignVCenter);
    } else {
        m_headerRow->removeWidget(m_chipBox);
        // The rings of the chips stand outside of the margin.
        m_headerRows->addItem(new OutsetItem(m_chipBox, focusRoom));
    }
}

void BoardPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrangeHeader();
}

/// As the heads of the table say; a click on one of them is the same.
void BoardPage::showSorting(int column, Qt::SortOrder order)
{
    const QSignalBlocker quiet(m_sort);
    const QSignalBlocker asQuiet(m_reverse);
    m_sort->setCurrentIndex(m_sort->findData(column));
    m_reverse->setChecked(order == Qt::DescendingOrder);
    m_reverse->setIconName(order == Qt::DescendingOrder ? QStringLiteral("chevron-down") : QStringLiteral("chevron-up"));
}

QAbstractItemView *BoardPage::shownView() const
{
    return m_cardsButton->isChecked() ? static_cast<QAbstractItemView *>(m_cards) : m_table;
}

void BoardPage::showTable(bool isTable)
{
    m_cardsButton->setChecked(!isTable);
    m_tableButton->setChecked(isTable);
    m_preferences.setBoardTable(isTable);
    arrangeHeader();
    m_table->setSortingEnabled(isTable);
    m_board.setLayout(isTable ? BoardModel::Layout::Table : BoardModel::Layout::Teams);
    sort(); // the box may say another column since the table was shown
    refresh();
}

void BoardPage::sort()
{
    const int column = m_sort->currentData().toInt();
    if (m_tableButton->isChecked())
        m_table->sortByColumn(column, m_reverse->isChecked() ? Qt::DescendingOrder : Qt::AscendingOrder);
    else
        m_board.sort(column);
}

void BoardPage::setBack(Back back)
{
    m_back->setVisible(back == Back::Shown);
}

void BoardPage::setTeams(Teams teams)
{
    m_team->setVisible(teams == Teams::InHeader);
}

void BoardPage::setPlace(Place place)
{
    m_place = place;
    if (place == Place::OwnWindow)
        setTeams(Teams::InHeader); // nothing stands beside it there
    m_window->setName(place == Place::MainWindow ? tr("Own window, always on top") : tr("Back to the main window"));
}

void BoardPage::setBanner(QWidget *banner)
{
    static_cast<QBoxLayout *>(layout())->insertWidget(1, banner);
}

void BoardPage::focusBoard()
{
    QAbstractItemView *view = shownView();
    if (!view->currentIndex().isValid()) {
        for (int row = 0; row < m_board.rowCount(); ++row) {
            if (!m_board.row(row).isHeader) {
                view->setCurrentIndex(m_board.index(row));
                break;
            }
        }
    }
    if (m_stack->currentWidget() == m_empty)
        m_empty->findChild<QAbstractButton *>()->setFocus(Qt::ShortcutFocusReason);
    else
        view->setFocus(Qt::ShortcutFocusReason);
}

void BoardPage::applyTheme()
{
    m_header->setMinimumHeight(std::max(m_theme.scaled(64), m_theme.lineHeight(TypeRole::Title) + 24));
    m_cards->measure();
    for (QAbstractItemView *view : {static_cast<QAbstractItemView *>(m_cards), static_cast<QAbstractItemView *>(m_table)}) {
        QPalette colors = view->palette();
        colors.setColor(QPalette::Base, m_theme.color(view == m_cards ? Token::Canvas : Token::Surface));
        view->setPalette(colors);
    }
    update();
}

/// The first is everybody, and has no data.
void BoardPage::refreshTeams()
{
    QList<std::pair<QString, int>> teams = m_board.teams();
    teams.prepend({{}, m_board.watchedCount()});
    const QVariant chosen = m_team->currentData();
    const bool isChosen = chosen.isValid() == m_board.team().has_value() && chosen.toString() == m_board.team().value_or(QString());
    if (isChosen && teams == m_shownTeams) // what is open stays so while people come and go
        return;
    m_shownTeams = teams;
    teams.removeFirst();
    const QSignalBlocker quiet(m_team);
    m_team->clear();
    m_team->addItem(tr("All watched (%L1)").arg(m_board.watchedCount()));
    for (const auto &[team, count] : teams) {
        //: a group of contacts, and how many of it are watched
        m_team->addItem(tr("%1 (%L2)").arg(isolated(teamText(team))).arg(count), team);
        if (m_board.team() == team)
            m_team->setCurrentIndex(m_team->count() - 1);
    }
}

void BoardPage::refresh()
{
    refreshTeams();
    for (StateChip *chip : std::as_const(m_chips))
        chip->setCount(m_board.count(chip->availability()));
    if (m_board.rowCount() > 0) {
        m_stack->setCurrentWidget(shownView());
        return;
    }
    if (m_board.watchedCount() == 0) {
        m_empty->setWords(tr("Nobody is watched yet"),
                          tr("Choose people to see here how they are, since when, and to be told when they are available."));
        m_empty->setAction(tr("Watch people"));
    } else {
        m_empty->setWords(tr("Nobody found"), tr("No watched person is like this."));
        m_empty->setAction(tr("Show everybody"));
    }
    m_stack->setCurrentWidget(m_empty);
}

void BoardPage::startMinute()
{
    if (isVisible())
        m_minute.start(std::chrono::milliseconds(minute - m_clock.now() % minute + 50));
}

void BoardPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    startMinute();
}

void BoardPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_minute.stop();
}

void BoardPage::toggleBell(const QModelIndex &index)
{
    if (!index.isValid() || m_board.row(index.row()).isHeader)
        return;
    const BoardModel::Person &person = *m_board.row(index.row()).person;
    if (person.bell.isValid())
        Q_EMIT ruleRemoved(person.account, person.bell);
    else
        Q_EMIT bellRequested(person.account, person.jid);
}

/// Or unfolds it. Whoever stood on one of its cards stands on its heading then, and the other way round.
void BoardPage::fold(QString team)
{
    const QModelIndex current = m_cards->currentIndex();
    const bool wasWithin = current.isValid() && m_board.row(current.row()).team == team;
    QSet<QString> folded = m_board.foldedTeams();
    const bool isFolded = !folded.remove(team);
    if (isFolded)
        folded.insert(team);
    m_preferences.setFoldedTeams(folded);
    m_board.setFoldedTeams(folded);
    const int heading = m_board.headingOf(team);
    if (wasWithin && heading >= 0 && isFolded == m_board.row(heading).isFolded)
        m_cards->setCurrentIndex(m_board.index(isFolded ? heading : heading + 1));
}

void BoardPage::pressButton(const QModelIndex &index)
{
    const BoardModel::Person &person = *m_board.row(index.row()).person;
    if (!person.bell.isValid() && isAvailable(person.presence.availability))
        Q_EMIT chatRequested(person.account, person.jid);
    else
        toggleBell(index);
}

void BoardPage::showMore()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_theme.icon(QStringLiteral("user-round-plus")), tr("Watch people…"), this, &BoardPage::watchRequested);
    menu->addAction(m_theme.icon(QStringLiteral("bell")), tr("New rule…"), this, &BoardPage::ruleRequested);
    menu->addSeparator();
    menu->addAction(m_theme.icon(QStringLiteral("calendar")), tr("Presence log…"), this, [this] { Q_EMIT logRequested({}, {}); });
    menu->addAction(m_theme.icon(QStringLiteral("file-text")), tr("Save the log as CSV…"), this, &BoardPage::exportRequested);
    popUpBelow(*menu, *m_more);
}

void BoardPage::showMenu(const QModelIndex &index, const QPoint &position)
{
    if (!index.isValid() || m_board.row(index.row()).isHeader)
        return;
    const auto person = m_board.row(index.row()).person;
    const AccountId account = person->account;
    const BareJid jid = person->jid;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_theme.icon(QStringLiteral("message-circle")), tr("Message"), this, [=, this] { Q_EMIT chatRequested(account, jid); });
    QAction *bell = menu->addAction(m_theme.icon(QStringLiteral("bell")), bellText(person->name), this,
                                    [this, account, jid, rule = person->bell] {
                                        if (rule.isValid())
                                            Q_EMIT ruleRemoved(account, rule);
                                        else
                                            Q_EMIT bellRequested(account, jid);
                                    });
    bell->setCheckable(true);
    bell->setChecked(person->bell.isValid());
    menu->addSeparator();
    menu->addAction(m_theme.icon(QStringLiteral("calendar")), tr("Presence log…"), this, [=, this] { Q_EMIT logRequested(account, jid); });
    menu->addAction(m_theme.icon(QStringLiteral("eye-off")), tr("Watch no longer"), this, [=, this] { Q_EMIT unwatchRequested(account, jid); });
    QAction *erase = menu->addAction(m_theme.icon(QStringLiteral("trash-2"), Token::Bad), tr("Erase their log"), this,
                                     [=, this] { Q_EMIT eraseRequested(account, jid); });
    setDestructive(erase);
    popUpWithin(*menu, *this, position);
}

bool BoardPage::eventFilter(QObject *watched, QEvent *event)
{
    QAbstractItemView *view = shownView();
    if (watched == view && event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const QModelIndex index = view->currentIndex();
        const bool isCard = index.isValid() && !m_board.row(index.row()).isHeader;
        // Where + is on a key with Shift, that is no modifier of it.
        const auto passed = Qt::KeypadModifier | (key->key() == Qt::Key_Plus ? Qt::ShiftModifier : Qt::NoModifier);
        if ((key->modifiers() & ~passed) == Qt::NoModifier) {
            switch (key->key()) {
            case Qt::Key_Minus:
                if (isCard && view == m_cards)
                    fold(m_board.row(index.row()).team);
                return true;
            case Qt::Key_Plus:
            case Qt::Key_Return:
            case Qt::Key_Enter:
            case Qt::Key_Space:
                if (index.isValid() && !isCard) {
                    fold(m_board.row(index.row()).team);
                    return true;
                }
                if (key->key() == Qt::Key_Space)
                    toggleBell(index);
                else if (isCard && key->key() != Qt::Key_Plus)
                    Q_EMIT chatRequested(m_board.row(index.row()).person->account, m_board.row(index.row()).person->jid);
                return true;
            case Qt::Key_Delete:
                if (isCard)
                    Q_EMIT unwatchRequested(m_board.row(index.row()).person->account, m_board.row(index.row()).person->jid);
                return true;
            default: break;
            }
        }
    } else if (event->type() == QEvent::ContextMenu && (watched == view || watched == view->viewport())) {
        const auto *menu = static_cast<QContextMenuEvent *>(event);
        const bool isMouse = menu->reason() == QContextMenuEvent::Mouse;
        const QModelIndex index = isMouse ? view->indexAt(view->viewport()->mapFromGlobal(menu->globalPos())) : view->currentIndex();
        showMenu(index, isMouse ? menu->globalPos() : view->viewport()->mapToGlobal(view->visualRect(index).center()));
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void BoardPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Canvas));
    painter.fillRect(m_header->geometry(), m_theme.color(Token::Surface));
    painter.fillRect(QRect(0, m_header->geometry().bottom(), width(), 1), m_theme.color(Token::Line));
}

} // namespace jackdaw
