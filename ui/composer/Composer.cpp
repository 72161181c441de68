// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/Composer.h"

#include "composer/ComposerStrip.h"
#include "composer/KeyHints.h"
#include "composer/MessageField.h"
#include "composer/TypingState.h"
#include "style/Direction.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/IconButton.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int column = 880;
constexpr int topPadding = 11;
constexpr int bottomPadding = 10;
constexpr int buttonGap = 8;
constexpr int hintsFrom = 480; ///< narrower than this there are no hints (mockup 10)

/// What goes out: without empty lines around it and blanks behind it.
QString trimmedMessage(QString text)
{
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    qsizetype blank = 0;
    for (qsizetype i = 0; i < text.size() && text.at(i).isSpace(); ++i) {
        if (text.at(i) == u'\n')
            blank = i + 1;
    }
    return text.mid(blank);
}

} // namespace

Composer::Composer(const Theme &theme, const Preferences &preferences, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_preferences(preferences)
    , m_field(new MessageField(theme, preferences, this))
    , m_send(new IconButton(theme, u"send-horizontal"_s, tr("Send message"), this))
    , m_hints(new KeyHints(theme, this))
    , m_strip(new ComposerStrip(theme, this))
    , m_typing(new TypingState(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusProxy(m_field);
    m_send->setLook(IconButton::Look::Filled);
    m_send->setDiameter(40);
    m_send->setEnabled(false);

    m_draftTimer.setSingleShot(true);
    m_draftTimer.setInterval(draftPause);
    connect(&m_draftTimer, &QTimer::timeout, this, &Composer::flushDraft);
    m_field->installEventFilter(this);
    connect(m_strip, &ComposerStrip::closeRequested, this, [this] {
        leaveStrip();
        m_field->setFocus(Qt::OtherFocusReason);
    });
    connect(m_field, &QPlainTextEdit::textChanged, this, &Composer::textChanged);
    connect(m_field, &MessageField::sendRequested, this, &Composer::send);
    connect(m_field, &MessageField::wantedHeightChanged, this, &Composer::arrange);
    connect(m_field, &MessageField::focusChanged, this, qOverload<>(&QWidget::update));
    connect(m_send, &QAbstractButton::clicked, this, [this] {
        send();
        m_field->setFocus(Qt::OtherFocusReason);
    });
    connect(m_typing, &TypingState::changed, this, &Composer::typingChanged);
    connect(&theme, &Theme::changed, this, [this] {
        arrange();
        update();
    });
    connect(&preferences, &Preferences::changed, this, &Composer::updateHints);
    rename();
    updateHints();
}

void Composer::beginReply(const QString &name, const QString &text)
{
    if (m_purpose == Purpose::Edit)
        leaveStrip();
    m_purpose = Purpose::Reply;
    m_strip->show(ComposerStrip::Kind::Reply, name, text);
    arrange();
}

void Composer::beginEdit(const QString &text)
{
    if (m_purpose != Purpose::Edit) {
        flushDraft();
        m_kept = this->text();
    }
    m_purpose = Purpose::Edit;
    m_strip->show(ComposerStrip::Kind::Edit, {}, text);
    setText(text);
    arrange();
}

void Composer::leaveStrip()
{
    if (m_purpose == Purpose::New)
        return;
    const bool wasEdit = m_purpose == Purpose::Edit;
    m_purpose = Purpose::New;
    m_strip->hide();
    if (wasEdit)
        setText(std::exchange(m_kept, {}));
    arrange();
    Q_EMIT stripLeft();
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const Qt::KeyboardModifiers modifiers = key->modifiers() & ~Qt::KeypadModifier;
    const bool vertical = key->key() == Qt::Key_Up || key->key() == Qt::Key_Down;
    if (key->key() == Qt::Key_Escape && modifiers == Qt::NoModifier && m_purpose != Purpose::New) {
        leaveStrip();
        return true;
    }
    if (vertical && modifiers == Qt::ControlModifier && m_purpose != Purpose::Edit) {
        Q_EMIT replyChoiceRequested(key->key() == Qt::Key_Up ? -1 : 1);
        return true;
    }
    if (key->key() == Qt::Key_Up && modifiers == Qt::NoModifier && text().isEmpty() && m_purpose == Purpose::New) {
        Q_EMIT editLastRequested();
        return true;
    }
    return false;
}

void Composer::setChat(const QString &name, const QString &draft)
{
    leaveStrip();
    flushDraft();
    m_typing->left();
    m_name = name;
    m_draft = draft;
    rename();
    setText(draft);
}

void Composer::setChatName(const QString &name)
{
    if (name == m_name)
        return;
    m_name = name;
    rename();
}

void Composer::rename()
{
    m_field->setAccessibleName(tr("Message %1").arg(m_name));
    updatePlaceholder();
}

void Composer::updatePlaceholder()
{
    const QString brief = tr("Message %1").arg(isolated(m_name));
    QString words = m_reach == Reach::Online ? brief : tr("Message %1. Sends when you\u2019re back online").arg(isolated(m_name));
    // One line: what does not fit is left out rather than wrapped away.
    const QFontMetrics metrics(m_field->font());
    const int room = m_field->width() - 28;
    if (metrics.horizontalAdvance(words) > room)
        words = metrics.elidedText(brief, Qt::ElideRight, std::max(room, 40));
    if (words != m_field->placeholderText())
        m_field->setPlaceholderText(words);
}

QString Composer::text() const
{
    return m_field->toPlainText();
}

void Composer::setText(const QString &text)
{
    const QScopedValueRollback guard(m_setting, true);
    m_field->setPlainText(text); // a new chat: nothing of the old one can be undone into it
    m_field->moveCursor(QTextCursor::End);
    m_send->setEnabled(!trimmedMessage(text).isEmpty());
}

void Composer::restoreText(const QString &restored)
{
    const QString since = text();
    QTextCursor cursor(m_field->document());
    cursor.insertText(since.trimmed().isEmpty() ? restored : restored + u'\n');
    m_field->moveCursor(QTextCursor::End);
    flushDraft();
}

void Composer::textChanged()
{
    m_send->setEnabled(!trimmedMessage(text()).isEmpty());
    if (m_setting)
        return;
    if (m_purpose != Purpose::Edit)
        m_draftTimer.start();
    m_typing->edited(text().isEmpty() ? TypingState::Text::Empty : TypingState::Text::Written);
}

void Composer::flushDraft()
{
    m_draftTimer.stop();
    const QString draft = m_purpose == Purpose::Edit ? m_kept : text();
    if (draft == m_draft)
        return;
    m_draft = draft;
    Q_EMIT draftChanged(draft);
}

void Composer::send()
{
    const QString message = trimmedMessage(text());
    if (message.isEmpty())
        return;
    if (m_purpose != Purpose::Edit) {
        setText({});
        flushDraft();
    }
    Q_EMIT sendRequested(message); // whoever hears it still knows which message it was about
    leaveStrip();
    m_typing->sent();
}

void Composer::setReach(Reach reach)
{
    if (reach == m_reach)
        return;
    m_reach = reach;
    rename();
}

void Composer::setWaiting(int waiting)
{
    if (waiting == m_waiting)
        return;
    m_waiting = waiting;
    updateHints();
}

void Composer::updateHints()
{
    const QString enter = QKeySequence(Qt::Key_Return).toString(QKeySequence::NativeText) == u"Return"_s
        ? tr("Enter") : QKeySequence(Qt::Key_Return).toString(QKeySequence::NativeText);
    const bool sendsOnEnter = m_preferences.sendKey() == Preferences::SendKey::Enter;
    QList<KeyHints::Hint> hints;
    if (m_waiting > 0)
        hints.append({{}, tr("Waiting to send: %1").arg(m_waiting)});
    if (m_preferences.keyboardHints()) {
        if (sendsOnEnter) {
            hints.append({{enter}, tr("send")});
            hints.append({{tr("Shift"), enter}, tr("new line")});
            hints.append({{QString(QChar(0x2191))}, tr("edit last message")});
        } else {
            hints.append({{tr("Ctrl"), enter}, tr("send")});
            hints.append({{enter}, tr("new line")});
        }
    }
    m_hints->setHints(hints);
    m_send->setShortcutHint(QKeySequence(sendsOnEnter ? Qt::Key_Return : int(Qt::CTRL) | Qt::Key_Return));
    m_field->setAccessibleDescription(sendsOnEnter ? tr("Enter sends, Shift+Enter begins a new line.")
                                                   : tr("Ctrl+Enter sends, Enter begins a new line."));
    arrange();
}

bool Composer::showsHints() const
{
    return !m_hints->hints().isEmpty() && (width() >= hintsFrom || m_waiting > 0);
}

void Composer::arrange()
{
    // The column of the timeline, so that field and bubbles stand below each other.
    const int margin = width() < 480 ? 14 : 24;
    const int columnWidth = std::clamp(width() - 2 * margin, 120, qRound(column * m_theme.textScale()));
    const int left = (width() - columnWidth) / 2;
    const int fieldHeight = m_field->wantedHeight();
    const QSize button = m_send->sizeHint();
    const auto placed = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    int top = 1 + topPadding;
    if (!m_strip->isHidden()) {
        const int strip = m_strip->sizeHint().height();
        m_strip->setGeometry(placed(QRect(left, 1 + 8, columnWidth, strip)));
        top = 1 + 8 + strip + 6;
    }
    m_field->setGeometry(placed(QRect(left, top, columnWidth - button.width() - buttonGap, fieldHeight)));
    m_send->setGeometry(placed(QRect(left + columnWidth - button.width(), top + fieldHeight - button.height(), button.width(), button.height())));
    int height = top + fieldHeight;
    m_hints->setVisible(showsHints());
    if (showsHints()) {
        const int line = m_hints->sizeHint().height();
        m_hints->setGeometry(placed(QRect(left + 4, height + 6, columnWidth - 8, line)));
        height += 6 + line - 2;
    }
    height += bottomPadding;
    updatePlaceholder();
    if (height != minimumHeight() || height != maximumHeight())
        setFixedHeight(height);
    update();
}

void Composer::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(Token::Line));
    const bool focused = m_field->hasFocus();
    paintShape(painter, m_field->geometry(), 8, m_theme.color(Token::Surface),
               m_theme.color(focused ? Token::Focus : Token::BorderStrong), focused || m_theme.isHighContrast() ? 2 : 1);
}

void Composer::resizeEvent(QResizeEvent *)
{
    arrange();
}

void Composer::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        m_send->setName(tr("Send message"));
        rename();
        updateHints();
    } else if (event->type() == QEvent::LayoutDirectionChange) {
        arrange();
    }
}

void Composer::mousePressEvent(QMouseEvent *)
{
    m_field->setFocus(Qt::MouseFocusReason);
}

} // namespace jackdaw
