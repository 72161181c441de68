// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchpage/SearchFilters.h"

#include "searchpage/FilterChip.h"
#include "searchpage/SearchCompletion.h"
#include "searchpage/SearchNames.h"
#include "searchpage/SearchWords.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Chip.h"
#include "widgets/Fields.h"
#include "widgets/FlowLayout.h"
#include "widgets/IconButton.h"
#include "widgets/OutsetItem.h"
#include "widgets/PopupList.h"

#include <QActionGroup>
#include <QBoxLayout>
#include <QCompleter>
#include <QDate>
#include <QKeyEvent>
#include <QMenu>
#include <QStringListModel>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr SearchModel::Kind kinds[] = {SearchModel::Kind::All, SearchModel::Kind::Messages, SearchModel::Kind::Files,
                                       SearchModel::Kind::People};

} // namespace

SearchFilters::SearchFilters(const SearchNames &names, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_names(names), m_theme(theme)
{
    m_field = new SearchField(m_theme, tr("Search chats and messages"), this);
    m_field->setMaxLength(4000);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::textEdited, this, &SearchFilters::textEdited);
    // Cleared by its button or by Esc, which is no edit by keys.
    connect(m_field, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            textEdited();
    });
    m_suggestions = new QStringListModel(this);
    m_completer = new QCompleter(m_suggestions, this);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setWidget(m_field);
    auto *list = new PopupList(theme);
    m_completer->setPopup(list);
    list->dressRows();
    list->setAccessibleName(tr("Suggestions"));
    list->installEventFilter(this); // behind the completer's own, so asked first
    connect(m_completer, qOverload<const QString &>(&QCompleter::activated), this, &SearchFilters::insertCompletion);

    m_filterRow = new QWidget(this);
    new FlowLayout(6, 2, m_filterRow);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 16, 4); // a bar of the window may stand above it
    column->setSpacing(4);
    column->addWidget(m_field);
    column->addSpacing(4);
    // The rings of the chips stand outside of the margin, so that these begin where the field does (picture 09).
    column->addItem(new OutsetItem(m_filterRow, FilterChip::pillRoom));
    column->addItem(new OutsetItem(makeKinds(), focusRoom));
    column->addWidget(makeAdding());
    showFilters();
    setOrder(m_chosenOrder);
}

QWidget *SearchFilters::makeKinds()
{
    auto *row = new QWidget(this);
    auto *layout = new FlowLayout(0, 0, row);
    const QString texts[] = {tr("All"), tr("Messages"), tr("Files"), tr("People")};
    const QString names[] = {tr("All results"), tr("Messages"), tr("Files"), tr("People")};
    for (size_t i = 0; i < m_kinds.size(); ++i) {
        m_kinds[i] = new Chip(m_theme, texts[i], names[i], row);
        m_kinds[i]->setAttribute(Qt::WA_LayoutUsesWidgetRect); // with the room of its ring, which the row would cut off
        layout->addWidget(m_kinds[i]);
    }
    m_kinds[0]->setChecked(true);
    for (size_t i = 0; i < m_kinds.size(); ++i) {
        connect(m_kinds[i], &QRadioButton::toggled, this, [this, i](bool on) {
            if (on)
                Q_EMIT kindChanged(kinds[i]);
        });
    }
    return row;
}

QWidget *SearchFilters::makeAdding()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    const auto add = [&](const QString &text, const QString &name) {
        auto *chip = new FilterChip(m_theme, text, FilterChip::Look::Add, row);
        chip->setAccessibleName(name);
        layout->addWidget(chip);
        return chip;
    };
    FilterChip *from = add(tr("From"), tr("Only from somebody"));
    FilterChip *in = add(tr("In chat"), tr("Only in one chat"));
    FilterChip *date = add(tr("Date"), tr("Only from a time"));
    layout->addStretch();
    m_order = new IconButton(m_theme, u"list-filter"_s, tr("Order"), row);
    m_order->setDiameter(32, 18);
    layout->addWidget(m_order);
    connect(from, &QAbstractButton::clicked, this, [this] { beginOperator(u"from"_s); });
    connect(in, &QAbstractButton::clicked, this, [this] { beginOperator(u"in"_s); });
    connect(date, &QAbstractButton::clicked, this, [this, date] { showDates(date); });
    connect(m_order, &QAbstractButton::clicked, this, &SearchFilters::showOrder);
    return row;
}

void SearchFilters::start(const QString &text)
{
    m_field->setFocus(Qt::ShortcutFocusReason);
    if (text.isEmpty()) {
        m_field->selectAll();
        return;
    }
    m_field->setText(text);
    textEdited();
}

void SearchFilters::focusField()
{
    m_field->setFocus(Qt::OtherFocusReason);
}

void SearchFilters::clear()
{
    m_filters.clear();
    showFilters();
    m_field->clear();
    focusField();
    Q_EMIT queryChanged();
}

void SearchFilters::textEdited()
{
    takeFilters();
    Q_EMIT queryChanged();
    complete();
}

/// Operators that are written to their end, and right, become chips.
void SearchFilters::takeFilters()
{
    const QString text = m_field->text();
    const QList<searchSyntax::Piece> pieces = searchSyntax::pieces(text);
    for (const searchSyntax::Piece &piece : pieces) {
        if (piece.op.isEmpty() || !piece.complete || piece.value.isEmpty())
            continue;
        const SearchQuery alone = SearchQuery::parse(searchSyntax::written(piece.op, piece.value), QDate::currentDate());
        if (!alone.problems.isEmpty())
            continue;
        QString rest = text.first(piece.start) + text.sliced(piece.end()).trimmed();
        const QSignalBlocker quiet(m_field);
        m_field->setText(rest);
        m_field->setCursorPosition(int(piece.start));
        setFilter(piece.op, piece.value);
        takeFilters(); // pasted ones come in numbers
        return;
    }
}

void SearchFilters::addFilter(const QString &op, const QString &value)
{
    setFilter(op, value);
    Q_EMIT queryChanged();
}

void SearchFilters::setFilter(const QString &op, const QString &value)
{
    const auto same = [&](const Filter &filter) { return filter.op == op && filter.value.compare(value, Qt::CaseInsensitive) == 0; };
    if (std::any_of(m_filters.cbegin(), m_filters.cend(), same))
        return;
    if (op == "before"_L1 || op == "after"_L1)
        m_filters.removeIf([&](const Filter &filter) { return filter.op == op; });
    m_filters.append({op, value});
    showFilters();
}

void SearchFilters::removeFilter(qsizetype index)
{
    if (index < 0 || index >= m_filters.size())
        return;
    m_filters.removeAt(index);
    showFilters();
    focusField();
    Q_EMIT queryChanged();
}

void SearchFilters::showFilters()
{
    const QList<FilterChip *> old = m_filterRow->findChildren<FilterChip *>(Qt::FindDirectChildrenOnly);
    for (FilterChip *chip : old) {
        m_filterRow->layout()->removeWidget(chip);
        chip->hide();
        chip->deleteLater(); // it may be the one that was pressed
    }
    for (qsizetype i = 0; i < m_filters.size(); ++i) {
        const QString text = filterText(m_filters[i].op, m_filters[i].value);
        auto *chip = new FilterChip(m_theme, text, FilterChip::Look::Set, m_filterRow);
        chip->setAccessibleName(tr("Remove filter: %1").arg(text));
        m_filterRow->layout()->addWidget(chip);
        chip->show();
        connect(chip, &QAbstractButton::clicked, this, [this, i] { removeFilter(i); });
    }
    m_filterRow->setVisible(!m_filters.isEmpty());
}

QStringList SearchFilters::filters() const
{
    QStringList all;
    for (const Filter &filter : m_filters)
        all.append(searchSyntax::written(filter.op, filter.value));
    return all;
}

QString SearchFilters::text() const
{
    return m_field->text();
}

QString SearchFilters::words() const
{
    const QString text = m_field->text();
    QStringList parts;
    for (const searchSyntax::Piece &piece : searchSyntax::pieces(text)) {
        if (piece.op.isEmpty())
            parts.append(text.sliced(piece.start, piece.length));
    }
    return parts.join(u' ') + (text.endsWith(u' ') ? u" "_s : QString());
}

void SearchFilters::setCount(SearchModel::Kind kind, int count)
{
    for (size_t i = 0; i < m_kinds.size(); ++i) {
        if (kinds[i] == kind)
            m_kinds[i]->setCount(count);
    }
}

void SearchFilters::setOrder(SearchRequest::Order order)
{
    m_chosenOrder = order;
    m_order->setName(order == SearchRequest::Order::NewestFirst ? tr("Order: newest first") : tr("Order: most relevant"));
}

void SearchFilters::beginOperator(const QString &op)
{
    QString text = m_field->text();
    if (!text.isEmpty() && !text.endsWith(u' '))
        text += u' ';
    m_field->setText(text + op + u':');
    focusField();
    textEdited();
}

void SearchFilters::showDates(QWidget *button)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QDate today = QDate::currentDate();
    const auto add = [&](const QString &text, const QString &value) {
        menu->addAction(text, this, [this, value] {
            focusField();
            addFilter(u"after"_s, value);
        });
    };
    add(tr("Today"), u"today"_s);
    add(tr("Since yesterday"), u"yesterday"_s);
    add(tr("Last 7 days"), today.addDays(-6).toString(Qt::ISODate));
    add(tr("Last 30 days"), today.addDays(-29).toString(Qt::ISODate));
    add(tr("This year"), QString::number(today.year()));
    menu->addSeparator();
    menu->addAction(tr("Before a date"), this, [this] { beginOperator(u"before"_s); });
    menu->addAction(tr("After a date"), this, [this] { beginOperator(u"after"_s); });
    popUpBelow(*menu, *button);
}

void SearchFilters::showOrder()
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &text, SearchRequest::Order order) {
        QAction *action = menu->addAction(text, this, [this, order] { Q_EMIT orderRequested(order); });
        action->setCheckable(true);
        action->setChecked(m_chosenOrder == order);
        group->addAction(action);
    };
    add(tr("Newest first"), SearchRequest::Order::NewestFirst);
    add(tr("Most relevant"), SearchRequest::Order::MostRelevant);
    popUpBelow(*menu, *m_order);
}

void SearchFilters::complete()
{
    const auto namesOf = [this](SearchNames::Of of) {
        return [this, of](const QString &text, int limit) { return m_names.chats(text, limit, of); };
    };
    const SearchCompletion completion = SearchCompletion::at(m_field->text(), m_field->cursorPosition(),
                                                             namesOf(SearchNames::Of::All), namesOf(SearchNames::Of::People));
    m_completionStart = completion.start;
    m_completionLength = completion.length;
    const bool already = completion.suggestions.size() == 1
        && completion.suggestions.constFirst() == m_field->text().sliced(completion.start, completion.length);
    if (completion.suggestions.isEmpty() || already || !m_field->hasFocus()) {
        m_completer->popup()->hide();
        return;
    }
    m_suggestions->setStringList(completion.suggestions);
    m_completer->complete();
}

void SearchFilters::insertCompletion(const QString &suggestion)
{
    QString text = m_field->text();
    if (m_completionStart + m_completionLength > text.size())
        return;
    const bool whole = !suggestion.endsWith(u':');
    const QString put = whole ? suggestion + u' ' : suggestion;
    text.replace(m_completionStart, m_completionLength, put);
    m_field->setText(text);
    m_field->setCursorPosition(int(m_completionStart + put.size()));
    // Not inside the popup's own signal: the next one may follow.
    QMetaObject::invokeMethod(this, &SearchFilters::textEdited, Qt::QueuedConnection);
}

bool SearchFilters::eventFilter(QObject *watched, QEvent *event)
{
    // As in the message field: Tab takes the one that is chosen, or the first (design/ui.md, "Keyboard").
    if (QAbstractItemView *list = m_completer->popup(); watched == list && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Tab && m_suggestions->rowCount() > 0) {
        const QModelIndex chosen = list->currentIndex();
        const QString suggestion = chosen.isValid() ? chosen.data().toString() : m_suggestions->stringList().constFirst();
        list->hide();
        insertCompletion(suggestion);
        return true;
    }
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const bool empty = m_field->text().isEmpty();
    switch (key->key()) {
    case Qt::Key_Down: Q_EMIT resultsRequested(); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT firstResultRequested(); return true;
    case Qt::Key_Escape:
        if (!empty)
            break;
        Q_EMIT closeRequested();
        return true;
    case Qt::Key_Backspace:
        if (!empty || m_filters.isEmpty())
            break;
        removeFilter(m_filters.size() - 1);
        return true;
    default: break;
    }
    return QWidget::eventFilter(watched, event);
}

/// From a chip back to the field, from where the next Esc leaves the search.
void SearchFilters::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier && !m_field->hasFocus())
        focusField();
    else
        QWidget::keyPressEvent(event);
}

} // namespace jackdaw
