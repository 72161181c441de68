// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/Completion.h"

#include "composer/EmojiSource.h"
#include "style/Direction.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/Painting.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyledItemDelegate>
#include <QTextBlock>

#include <algorithm>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int lowRow = 34;
constexpr int highRow = 44; ///< with a detail below the title
constexpr int wantedWidth = 320;
constexpr int padding = 6;
constexpr int gapToField = 6;
constexpr qsizetype longestWord = 40;
constexpr int suggestionRole = Qt::UserRole; ///< what is inserted
constexpr int detailRole = Qt::UserRole + 1;
constexpr int emojiRole = Qt::UserRole + 2;
constexpr int personRole = Qt::UserRole + 3;

class SuggestionDelegate : public QStyledItemDelegate
{
public:
    SuggestionDelegate(const Theme &theme, const EmojiSource &pictures, QObject *parent)
        : QStyledItemDelegate(parent), m_theme(theme), m_pictures(pictures) {}

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const override
    {
        return {0, m_theme.scaled(index.data(detailRole).toString().isEmpty() ? lowRow : highRow)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const bool isChosen = option.state & QStyle::State_Selected;
        const Token ground = isChosen ? Token::Selected : Token::Raised;
        if (isChosen)
            paintShape(*painter, option.rect, 8, m_theme.color(Token::Selected));
        const auto placed = [&](QRect rect) {
            return QStyle::visualRect(option.direction, option.rect, rect.translated(option.rect.topLeft()));
        };
        const int height = option.rect.height();
        const int pictureWidth = m_theme.scaled(44);
        painter->setPen(m_theme.color(Token::Text, ground));
        if (const QString emoji = index.data(emojiRole).toString(); !emoji.isEmpty()) {
            m_pictures.paint(*painter, placed(QRect(0, 0, pictureWidth, height)), emoji, m_theme.scaled(20));
        } else if (index.data(personRole).toString().isEmpty()) {
            painter->setFont(m_theme.font(TypeRole::BodyStrong));
            painter->setPen(m_theme.color(Token::Text2, ground));
            painter->drawText(placed(QRect(0, 0, pictureWidth, height)), Qt::AlignCenter, u"/"_s);
        } else {
            const int side = m_theme.scaled(28);
            paintAvatar(*painter, placed(QRect((pictureWidth - side) / 2, (height - side) / 2, side, side)), m_theme,
                        index.data(Qt::DisplayRole).toString(), BareJid::fromPrepared(index.data(personRole).toString()), AvatarShape::Person);
        }

        const QString tab = isChosen ? Completion::tr("Tab") : QString();
        painter->setFont(m_theme.font(TypeRole::Meta));
        const int tabWidth = tab.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(tab) + 12;
        painter->setPen(m_theme.color(Token::Text3, ground));
        painter->drawText(placed(QRect(option.rect.width() - tabWidth, 0, tabWidth, height)), Qt::AlignCenter | Qt::TextSingleLine, tab);

        const QString detail = index.data(detailRole).toString();
        const int width = option.rect.width() - pictureWidth - tabWidth - 8;
        const int alignment = int(QStyle::visualAlignment(option.direction, Qt::AlignLeft)) | Qt::AlignVCenter | Qt::TextSingleLine;
        const int line = m_theme.lineHeight(TypeRole::Body);
        const int below = detail.isEmpty() ? 0 : m_theme.lineHeight(TypeRole::Meta);
        const int top = (height - line - below) / 2;
        painter->setFont(m_theme.font(TypeRole::Body));
        painter->setPen(m_theme.color(Token::Text, ground));
        const QString title = painter->fontMetrics().elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, width);
        painter->drawText(placed(QRect(pictureWidth, top, width, line)), alignment, isolated(title));
        if (detail.isEmpty())
            return;
        painter->setFont(m_theme.font(TypeRole::Meta));
        painter->setPen(m_theme.color(Token::Text2, ground));
        painter->drawText(placed(QRect(pictureWidth, top + line, width, below)), alignment,
                          isolated(painter->fontMetrics().elidedText(detail, Qt::ElideMiddle, width)));
    }

private:
    const Theme &m_theme;
    const EmojiSource &m_pictures;
};

} // namespace

Completion::Completion(const Theme &theme, const EmojiSource &pictures, const QList<SuggestionSource *> &sources,
                       QPlainTextEdit &field, QWidget *owner)
    : QListView(owner)
    , m_theme(theme)
    , m_sources(sources)
    , m_field(field)
{
    setAccessibleName(tr("Suggestions"));
    setModel(&m_model);
    setItemDelegate(new SuggestionDelegate(theme, pictures, this));
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(NoEditTriggers);
    setViewportMargins(padding, padding, padding, padding);
    viewport()->setAutoFillBackground(false);
    hide();
    m_field.installEventFilter(this);
    connect(&m_field, &QPlainTextEdit::textChanged, this, &Completion::suggest);
    connect(&m_field, &QPlainTextEdit::cursorPositionChanged, this, &Completion::suggest);
    connect(this, &QAbstractItemView::clicked, this, &Completion::insert);
}

std::optional<QString> Completion::wordBefore(const QString &line, qsizetype caret, QChar sign)
{
    const qsizetype from = std::max<qsizetype>(0, caret - longestWord);
    qsizetype at = caret;
    while (at > from && (line.at(at - 1).isLetterOrNumber() || u"_+-"_s.contains(line.at(at - 1))))
        --at;
    const bool begins = at > 0 && line.at(at - 1) == sign && (at == 1 || line.at(at - 2).isSpace());
    return begins ? std::optional(line.sliced(at, caret - at)) : std::nullopt;
}

void Completion::suggest()
{
    const QTextCursor cursor = m_field.textCursor();
    QString word;
    SuggestionSource *from = nullptr;
    if (!cursor.hasSelection() && m_field.hasFocus()) {
        const QString line = cursor.block().text();
        for (SuggestionSource *source : std::as_const(m_sources)) {
            const auto behind = wordBefore(line, cursor.positionInBlock(), source->sign());
            const bool isThere = behind && (source->place() == SuggestionSource::Place::Anywhere
                                            || cursor.position() == behind->size() + 1);
            if (isThere && behind->size() >= source->shortestWord()) {
                word = source->sign() + *behind;
                from = source;
                break;
            }
        }
    }
    if (word != m_dismissed)
        m_dismissed.clear();
    if (word == m_word)
        return;
    m_word = word;
    m_source = from;
    m_model.clear();
    m_suggestions.clear();
    if (from && m_dismissed.isEmpty())
        m_suggestions = from->find(word.sliced(1), most);
    if (m_suggestions.isEmpty()) {
        hide();
        return;
    }
    for (const Suggestion &suggestion : std::as_const(m_suggestions)) {
        auto *item = new QStandardItem(suggestion.title);
        item->setData(suggestion.inserted, suggestionRole);
        item->setData(suggestion.detail, detailRole);
        item->setData(suggestion.emoji, emojiRole);
        item->setData(suggestion.person.toString(), personRole);
        item->setData(suggestion.spoken, Qt::AccessibleTextRole);
        m_model.appendRow(item);
    }
    setCurrentIndex(m_model.index(0, 0));
    // Who begins a message with "/" is looking for one of them; elsewhere Enter sends.
    m_choice = from->place() == SuggestionSource::Place::Beginning ? Choice::Made : Choice::First;
    place();
    show();
    raise();
}

int Completion::rowHeight() const
{
    return m_theme.scaled(!m_suggestions.isEmpty() && m_suggestions.constFirst().detail.isEmpty() ? lowRow : highRow);
}

void Completion::place()
{
    QWidget *window = m_field.window();
    if (parentWidget() != window)
        setParent(window);
    const QPoint field = m_field.mapTo(window, QPoint(0, 0));
    const int width = std::min(m_theme.scaled(wantedWidth), m_field.width());
    const int height = m_model.rowCount() * rowHeight() + 2 * padding;
    const int left = m_field.layoutDirection() == Qt::RightToLeft ? field.x() + m_field.width() - width : field.x();
    setGeometry(left, std::max(0, field.y() - gapToField - height), width, height);
}

void Completion::moveBy(int by)
{
    const int rows = m_model.rowCount();
    const QModelIndex next = m_model.index((currentIndex().row() + by + rows) % rows, 0);
    setCurrentIndex(next);
    m_choice = Choice::Made;
    // The focus is in the field, so what is chosen is said rather than focused.
    QAccessibleAnnouncementEvent said(&m_field, next.data(Qt::AccessibleTextRole).toString());
    QAccessible::updateAccessibility(&said);
}

void Completion::insert(const QModelIndex &index)
{
    if (!m_source || index.row() < 0 || index.row() >= m_suggestions.size())
        return;
    const Suggestion chosen = m_suggestions.at(index.row());
    SuggestionSource *source = m_source;
    QTextCursor cursor = m_field.textCursor();
    cursor.setPosition(cursor.position() - int(m_word.size()), QTextCursor::KeepAnchor);
    source->taken(chosen); // before it is there: whoever looks at the text then knows whom it speaks of
    cursor.insertText(chosen.inserted);
    m_field.setTextCursor(cursor);
    dismiss();
}

void Completion::dismiss()
{
    m_dismissed = m_word;
    hide();
}

bool Completion::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_field || !isVisible())
        return QListView::eventFilter(watched, event);
    if (event->type() == QEvent::FocusOut) {
        hide();
        m_word.clear();
    } else if (event->type() == QEvent::Resize || event->type() == QEvent::Move) {
        place();
    } else if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        event->accept();
        return true;
    } else if (event->type() == QEvent::KeyPress) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->modifiers() & ~Qt::KeypadModifier)
            return QListView::eventFilter(watched, event);
        switch (key->key()) {
        case Qt::Key_Up: moveBy(-1); return true;
        case Qt::Key_Down: moveBy(1); return true;
        case Qt::Key_Tab: insert(currentIndex()); return true;
        case Qt::Key_Return: case Qt::Key_Enter:
            if (m_choice == Choice::First)
                break;
            insert(currentIndex());
            return true;
        case Qt::Key_Escape: dismiss(); return true;
        default: break;
        }
    }
    return QListView::eventFilter(watched, event);
}

void Completion::showEvent(QShowEvent *event)
{
    QListView::showEvent(event);
    Q_EMIT shownChanged();
}

void Completion::hideEvent(QHideEvent *event)
{
    QListView::hideEvent(event);
    Q_EMIT shownChanged();
}

bool Completion::event(QEvent *event)
{
    if (event->type() == QEvent::Paint) { // what is around the viewport
        QPainter painter(this);
        paintShape(painter, rect(), 10, m_theme.color(Token::Raised), m_theme.color(Token::PopupOutline));
        return true;
    }
    return QListView::event(event);
}

} // namespace jackdaw
