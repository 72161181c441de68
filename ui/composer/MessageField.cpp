// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/MessageField.h"

#include "composer/LocalFiles.h"
#include "composer/SpacedLines.h"
#include "composer/StyleKeys.h"
#include "style/Theme.h"

#include <QApplication>
#include <QClipboard>
#include <QInputMethod>
#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QStyleHints>
#include <QTextBlock>

#include <algorithm>
#include <optional>

namespace jackdaw {

namespace {
constexpr int maxLines = 8;
constexpr int oneLine = 40;
constexpr int sidePadding = 12;
constexpr int textMargin = 4; ///< of the document, so that accents and other scripts are not cut off
constexpr int caretRestAfter = 10'000;
constexpr qsizetype longestLead = 1'000; ///< of what has no direction before what has one

/// Of the first character that has one: an emoji has none, though each half of it counts as a letter.
std::optional<Qt::LayoutDirection> strongDirection(QStringView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t point = text.at(i).unicode();
        if (text.at(i).isHighSurrogate() && i + 1 < text.size()) {
            point = QChar::surrogateToUcs4(text.at(i), text.at(i + 1));
            ++i;
        }
        const QChar::Direction direction = QChar::direction(point);
        if (direction == QChar::DirR || direction == QChar::DirAL)
            return Qt::RightToLeft;
        if (direction == QChar::DirL && !QChar::isSurrogate(point))
            return Qt::LeftToRight;
    }
    return std::nullopt;
}
}

MessageField::MessageField(const Theme &theme, const Preferences &preferences, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_theme(theme)
    , m_preferences(preferences)
{
    auto *text = new QTextDocument(this);
    m_lines = new SpacedLines(text);
    text->setDocumentLayout(m_lines);
    setDocument(text);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTabChangesFocus(true);
    setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    document()->setDocumentMargin(textMargin);
    connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this, &MessageField::updateHeight);
    connect(&theme, &Theme::changed, this, &MessageField::applyTheme);
    connect(this, &QPlainTextEdit::textChanged, this, &MessageField::applyDirection);
    m_caretRest.setSingleShot(true);
    m_caretRest.setInterval(caretRestAfter);
    connect(&m_caretRest, &QTimer::timeout, this, &MessageField::restCaret);
    applyTheme();
    applyDirection();
}

void MessageField::applyTheme()
{
    setFont(m_theme.font(TypeRole::Message));
    m_lines->setLineHeight(lineHeight());
    QPalette colors = palette();
    colors.setColor(QPalette::Text, m_theme.color(Token::Text));
    colors.setColor(QPalette::PlaceholderText, m_theme.color(Token::Text3));
    setPalette(colors);
    updateHeight();
}

/// A text stands where it begins: by its first strong character, and in an empty field by the window. QPlainTextEdit
/// has all of it at the left (QTextOption::alignment).
void MessageField::applyDirection()
{
    std::optional<Qt::LayoutDirection> strong;
    qsizetype left = longestLead;
    for (QTextBlock block = document()->firstBlock(); block.isValid() && left > 0 && !strong; block = block.next()) {
        const QString text = block.text();
        strong = strongDirection(QStringView(text).first(std::min(text.size(), left)));
        left -= text.size() + 1;
    }
    const Qt::LayoutDirection direction = strong.value_or(layoutDirection());
    QTextOption option = document()->defaultTextOption();
    const Qt::Alignment side = direction == Qt::RightToLeft ? Qt::AlignRight : Qt::AlignLeft;
    const Qt::LayoutDirection runs = document()->isEmpty() ? direction : Qt::LayoutDirectionAuto;
    if (option.alignment() == side && option.textDirection() == runs)
        return;
    option.setAlignment(side);
    option.setTextDirection(runs);
    document()->setDefaultTextOption(option);
    viewport()->update();
}

void MessageField::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        applyDirection();
}

int MessageField::lineHeight() const
{
    return m_theme.lineHeight(TypeRole::Message);
}

int MessageField::textHeight() const
{
    // Line by line, as far as it matters: other scripts have higher lines, and a document can have very many.
    const int most = maxLines * lineHeight();
    qreal height = -textMargin; // it is with the last block
    for (QTextBlock block = document()->firstBlock(); block.isValid() && height <= most; block = block.next())
        height += blockBoundingRect(block).height();
    return std::max(lineHeight(), qCeil(height));
}

bool MessageField::showsAll() const
{
    return textHeight() <= maxLines * lineHeight();
}

int MessageField::wantedHeight() const
{
    const int around = std::max(8, m_theme.scaled(oneLine) - lineHeight());
    return std::max(m_theme.scaled(oneLine), std::min(textHeight(), maxLines * lineHeight()) + around);
}

void MessageField::updateHeight()
{
    const int line = lineHeight();
    const int around = std::max(8, m_theme.scaled(oneLine) - std::min(textHeight(), m_theme.scaled(oneLine) - 8));
    const bool oneLineOnly = wantedHeight() == m_theme.scaled(oneLine);
    const int above = std::max(0, (oneLineOnly ? around : m_theme.scaled(oneLine) - line) / 2 - textMargin);
    const int side = sidePadding - textMargin;
    setViewportMargins(side, above, side, std::max(0, above));
    setVerticalScrollBarPolicy(showsAll() ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    const int wanted = wantedHeight();
    if (wanted == m_wantedHeight)
        return;
    m_wantedHeight = wanted;
    Q_EMIT wantedHeightChanged();
    ensureCursorVisible();
}

void MessageField::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    updateHeight();
    // While all lines fit, none may be scrolled away.
    if (showsAll())
        verticalScrollBar()->setValue(0);
}

bool MessageField::isSendKey(const QKeyEvent &event) const
{
    if (event.key() != Qt::Key_Return && event.key() != Qt::Key_Enter)
        return false;
    const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (m_preferences.sendKey() == Preferences::SendKey::CtrlEnter)
        return modifiers == Qt::ControlModifier;
    return modifiers == Qt::NoModifier || modifiers == Qt::ControlModifier;
}

bool MessageField::event(QEvent *event)
{
    // The formatting keys are ours before they are anybody's shortcut.
    if (event->type() == QEvent::ShortcutOverride && styleOfKey(*static_cast<QKeyEvent *>(event))) {
        event->accept();
        return true;
    }
    return QPlainTextEdit::event(event);
}

void MessageField::applyStyle(TextStyle style)
{
    // One step for undo, and none if nothing is changed.
    QTextCursor cursor = textCursor();
    const StyleEdit edit = styleEdit(toPlainText(), cursor.selectionStart(), cursor.selectionEnd(), style);
    cursor.beginEditBlock();
    cursor.setPosition(int(edit.from));
    cursor.setPosition(int(edit.to), QTextCursor::KeepAnchor);
    cursor.insertText(edit.text);
    cursor.endEditBlock();
    cursor.setPosition(int(edit.selectFrom));
    cursor.setPosition(int(edit.selectTo), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
}

void MessageField::keyPressEvent(QKeyEvent *event)
{
    wakeCaret();
    if (const auto style = styleOfKey(*event); style && m_composed.isEmpty()) {
        applyStyle(*style);
        return;
    }
    if (m_composed.isEmpty() && isSendKey(*event)) {
        Q_EMIT sendRequested();
        return;
    }
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && !m_composed.isEmpty()) {
        finishComposing(); // and no more than that
        return;
    }
    if (isEnter) {
        // With the other keys too a new line: Qt would make Shift+Enter a line separator, which is no line break outside.
        textCursor().insertText(QString(QChar(u'\n')));
        ensureCursorVisible();
        return;
    }
    if (event->key() == Qt::Key_V && event->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) {
        insertWords(QGuiApplication::clipboard()->text()); // of copied files their addresses, not the files
        return;
    }
    const bool page = event->key() == Qt::Key_PageUp || event->key() == Qt::Key_PageDown;
    if (page && event->modifiers() == Qt::NoModifier && showsAll()) {
        event->ignore(); // nothing to page here: the page gives it to the messages
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

void MessageField::inputMethodEvent(QInputMethodEvent *event)
{
    wakeCaret();
    m_composed = event->preeditString();
    const auto &given = event->attributes();
    const auto isFormat = [](const auto &each) { return each.type == QInputMethodEvent::TextFormat; };
    if (m_composed.isEmpty() || std::any_of(given.cbegin(), given.cend(), isFormat)) {
        QPlainTextEdit::inputMethodEvent(event);
        return;
    }
    // Not every input method says how; nobody would see what is not written yet.
    QTextCharFormat underlined;
    underlined.setFontUnderline(true);
    QInputMethodEvent marked(m_composed, given + QList<QInputMethodEvent::Attribute>{
        {QInputMethodEvent::TextFormat, 0, int(m_composed.size()), underlined}});
    marked.setCommitString(event->commitString(), event->replacementStart(), event->replacementLength());
    QPlainTextEdit::inputMethodEvent(&marked);
    event->setAccepted(marked.isAccepted());
}

void MessageField::finishComposing()
{
    if (m_composed.isEmpty())
        return;
    if (hasFocus())
        QGuiApplication::inputMethod()->commit();
    if (m_composed.isEmpty())
        return;
    QInputMethodEvent words;
    words.setCommitString(m_composed);
    if (hasFocus())
        QGuiApplication::inputMethod()->reset(); // it would write them once more, later
    QCoreApplication::sendEvent(this, &words);
}

void MessageField::focusInEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusInEvent(event);
    wakeCaret();
    Q_EMIT focusChanged();
}

void MessageField::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    // A menu of the field's own is none. The input method comes first: some write what they have as the focus goes.
    if (event->reason() != Qt::PopupFocusReason)
        QMetaObject::invokeMethod(this, &MessageField::finishComposing, Qt::QueuedConnection);
    m_caretRest.stop();
    if (m_flashTime > 0)
        QApplication::setCursorFlashTime(std::exchange(m_flashTime, 0));
    Q_EMIT focusChanged();
}

void MessageField::wakeCaret()
{
    if (m_flashTime > 0)
        QApplication::setCursorFlashTime(std::exchange(m_flashTime, 0));
    m_caretRest.start();
}

void MessageField::restCaret()
{
    if (!hasFocus() || m_flashTime > 0)
        return;
    m_flashTime = QApplication::cursorFlashTime();
    QApplication::setCursorFlashTime(0);
}

bool MessageField::canInsertFromMimeData(const QMimeData *source) const
{
    return (source->hasText() && !source->text().isEmpty()) || source->hasImage() || !localFiles(*source).isEmpty();
}

void MessageField::insertFromMimeData(const QMimeData *source)
{
    wakeCaret();
    if (const QStringList paths = localFiles(*source); !paths.isEmpty()) {
        Q_EMIT filesOffered(paths);
        return;
    }
    if (!source->hasText()) {
        if (const auto image = qvariant_cast<QImage>(source->imageData()); !image.isNull())
            Q_EMIT imageOffered(image);
        return;
    }
    insertWords(source->text());
}

void MessageField::insertWords(QString text)
{
    text.replace(QLatin1StringView("\r\n"), QLatin1StringView("\n"));
    text.replace(u'\r', u'\n');
    text.remove(QChar(u'\0'));
    textCursor().insertText(text);
    ensureCursorVisible();
}

} // namespace jackdaw
