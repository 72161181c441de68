// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/Composer.h"

#include "composer/ComposerStrip.h"
#include "composer/Completion.h"
#include "composer/EmojiPicker.h"
#include "composer/EmojiSource.h"
#include "composer/EmojiSuggestions.h"
#include "composer/FieldMenu.h"
#include "composer/KeyHints.h"
#include "composer/MentionMarks.h"
#include "composer/MessageField.h"
#include "composer/SpellingMarks.h"
#include "composer/SpoilerStrip.h"
#include "composer/TypingState.h"
#include "composer/VoiceBar.h"
#include "spelling/SpellChecker.h"
#include "style/Direction.h"
#include "style/Preferences.h"
#include "style/Style.h"
#include "style/Theme.h"
#include "widgets/IconButton.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QShortcut>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int column = 912; ///< the timeline's, and what its buttons stand outside of that
constexpr int topPadding = 10;
constexpr int bottomPadding = 10;
constexpr int buttonGap = 8;
constexpr int sendGap = 4; ///< between the buttons behind the field
constexpr int roomForBoth = 440; ///< of the emoji and the microphone
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

Composer::Composer(const Theme &theme, Preferences &preferences, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_preferences(preferences)
    , m_emojiSource(std::make_unique<EmojiSource>(preferences))
    , m_field(new MessageField(theme, preferences, this))
    , m_emojiWords(std::make_unique<EmojiSuggestions>(*m_emojiSource))
    , m_replies(preferences)
    , m_completion(new Completion(theme, *m_emojiSource, {m_emojiWords.get(), &m_people, &m_replies}, *m_field, this))
    , m_attach(new IconButton(theme, u"paperclip"_s, tr("Attach file"), this))
    , m_send(new IconButton(theme, u"send-horizontal"_s, tr("Send message"), this))
    , m_emoji(new IconButton(theme, u"smile"_s, tr("Emoji"), this))
    , m_voice(new IconButton(theme, u"mic"_s, tr("Record voice message"), this))
    , m_voiceBar(new VoiceBar(theme, this))
    , m_hints(new KeyHints(theme, this))
    , m_strip(new ComposerStrip(theme, this))
    , m_spoiler(new SpoilerStrip(theme, this))
    , m_typing(new TypingState(this))
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusProxy(m_field);
    m_send->setLook(IconButton::Look::Filled);
    m_send->setDiameter(40);
    m_emoji->setDiameter(40);
    m_attach->setDiameter(40);
    const QKeySequence attachKeys(Qt::CTRL | Qt::Key_U);
    m_attach->setShortcutHint(attachKeys);
    auto *attachShortcut = new QShortcut(attachKeys, this);
    attachShortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(attachShortcut, &QShortcut::activated, this, &Composer::attachRequested);
    connect(m_attach, &QAbstractButton::clicked, this, &Composer::attachRequested);
    m_attach->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_attach, &QWidget::customContextMenuRequested, this,
            [this] { Q_EMIT attachMenuRequested(m_attach->mapToGlobal(m_attach->rect().topLeft())); });
    connect(m_field, &MessageField::filesOffered, this, &Composer::filesOffered);
    connect(m_field, &MessageField::imageOffered, this, &Composer::imageOffered);
    // From the field Tab goes on to sending, or to the messages where there is nothing to send; back, to what stands
    // before it, and then to what stands behind it.
    setTabOrder(m_emoji, m_voice);
    setTabOrder(m_voice, m_attach);
    setTabOrder(m_attach, m_field);
    setTabOrder(m_field, m_send);
    const QKeySequence emojiKeys(Qt::CTRL | Qt::Key_J);
    m_emoji->setShortcutHint(emojiKeys);
    auto *emojiShortcut = new QShortcut(emojiKeys, this);
    emojiShortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(emojiShortcut, &QShortcut::activated, this, &Composer::pickEmoji);
    connect(m_emoji, &QAbstractButton::clicked, this, &Composer::pickEmoji);
    m_send->setEnabled(false);
    const QKeySequence voiceKeys(Qt::CTRL | Qt::Key_R);
    m_voice->setShortcutHint(voiceKeys);
    m_voice->setDiameter(40);
    m_voice->hide();
    auto *voiceShortcut = new QShortcut(voiceKeys, this);
    voiceShortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(voiceShortcut, &QShortcut::activated, this, &Composer::recordVoice);
    connect(m_voice, &QAbstractButton::clicked, this, &Composer::recordVoice);
    connect(m_voiceBar, &VoiceBar::stateChanged, this, &Composer::updateHints);
    connect(m_voiceBar, &VoiceBar::sendRequested, this, &Composer::voiceRequested);
    connect(m_voiceBar, &VoiceBar::closed, this, [this] {
        // Whoever goes through the list of chats by keys stays there.
        const bool hadFocus = m_voiceBar->hasFocus() || m_voiceBar->isAncestorOf(QApplication::focusWidget());
        showVoice();
        if (hadFocus)
            m_field->setFocus(Qt::OtherFocusReason);
    });

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
    SpellChecker &checker = SpellChecker::of(preferences);
    m_spelling = new SpellingMarks(theme, checker, *m_field, this);
    new MentionMarks(theme, m_people, *m_completion, *m_field, this);
    m_menu = new FieldMenu(*m_field, *m_spelling, checker, preferences, this);
    connect(m_menu, &FieldMenu::spoilerToggled, this, [this](bool on) {
        setSpoiler(on ? std::optional(QString()) : std::nullopt);
        if (on)
            m_spoiler->takeFocus();
        m_draftTimer.start();
    });
    connect(m_spoiler, &SpoilerStrip::hintEdited, this, [this] { m_draftTimer.start(); });
    connect(m_spoiler, &SpoilerStrip::leaveRequested, this, [this] { m_field->setFocus(Qt::OtherFocusReason); });
    connect(m_spoiler, &SpoilerStrip::closeRequested, this, [this] {
        setSpoiler({});
        m_draftTimer.start();
        m_field->setFocus(Qt::OtherFocusReason);
    });
    connect(m_menu, &FieldMenu::languageChosen, this, [this](const QString &language) {
        m_spelling->setLanguage(language);
        Q_EMIT languageChosen(language);
    });
    connect(m_send, &QAbstractButton::clicked, this, [this] {
        send();
        m_field->setFocus(Qt::OtherFocusReason);
    });
    connect(m_completion, &Completion::shownChanged, this, &Composer::updateHints);
    connect(m_typing, &TypingState::changed, this, &Composer::typingChanged);
    connect(&theme, &Theme::changed, this, [this] {
        arrange();
        update();
    });
    connect(&preferences, &Preferences::changed, this, &Composer::updateHints);
    rename();
    updateHints();
}

void Composer::beginReply(MessageId message, const QString &name, const QString &text)
{
    if (m_voiceBar->take()) // which answers nothing, and is finished first
        return;
    if (m_purpose == Purpose::Edit)
        leaveStrip();
    resumeReply(message, name, text);
    m_draftTimer.start();
}

void Composer::resumeReply(MessageId message, const QString &name, const QString &text)
{
    m_purpose = Purpose::Reply;
    m_about = message;
    m_strip->show(ComposerStrip::Kind::Reply, name, text);
    showVoice();
}

void Composer::beginEdit(MessageId message, const QString &text, const EditedWords &words)
{
    if (m_voiceBar->take())
        return;
    if (m_purpose != Purpose::Edit) {
        flushDraft();
        m_kept = written();
        m_kept.parts.about = {};
    }
    showEdit(message, text, words);
    m_draftTimer.start();
}

void Composer::resumeEdit(MessageId message, const QString &text, const EditedWords &words)
{
    m_kept = written(); // nothing is answered or edited yet: told now, it would take the place of the edit on disk
    showEdit(message, text, words);
}

void Composer::showEdit(MessageId message, const QString &text, const EditedWords &words)
{
    setSpoiler({}); // what was hidden stays so
    m_menu->setSpoiler(FieldMenu::Spoiler::NotOffered);
    m_people.forgetTaken();
    m_people.take(words.text, words.mentions);
    m_purpose = Purpose::Edit;
    m_about = message;
    m_strip->show(ComposerStrip::Kind::Edit, {}, text);
    setText(words.text);
    showVoice();
}

/// What was answered or edited is so no longer.
void Composer::dropStrip()
{
    m_purpose = Purpose::New;
    m_about = {};
    m_strip->hide();
}

void Composer::leaveStrip()
{
    if (m_purpose == Purpose::New)
        return;
    const bool wasEdit = m_purpose == Purpose::Edit;
    dropStrip();
    if (wasEdit) {
        const ChatDraft kept = std::exchange(m_kept, {});
        m_people.forgetTaken();
        m_people.take(kept.text, kept.parts.mentions);
        setText(kept.text);
        setSpoiler(kept.parts.spoiler);
    }
    flushDraft();
    updateHints();
    offerVoice();
}

bool Composer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_field || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    if (m_completion->isVisible()) // whose keys these are first
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    const Qt::KeyboardModifiers modifiers = key->modifiers() & ~Qt::KeypadModifier;
    const bool vertical = key->key() == Qt::Key_Up || key->key() == Qt::Key_Down;
    if (key->key() == Qt::Key_Escape && modifiers == Qt::NoModifier && m_purpose != Purpose::New) {
        leaveStrip();
        return true;
    }
    if (key->matches(QKeySequence::Undo) && text().isEmpty() && !m_field->document()->isUndoAvailable()) {
        Q_EMIT undoSendRequested();
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

Composer::~Composer()
{
    m_voiceBar->disconnect(this); // it is hidden yet, and says so
    m_field->blockSignals(true);  // it loses the focus yet
    delete m_completion.data(); // before what it shows
}

void Composer::setOwnName(const QString &name)
{
    m_ownName = name;
    m_replies.setNames(m_name, m_ownName);
}

void Composer::setLanguage(const QString &language)
{
    m_spelling->setLanguage(language);
}

void Composer::pickEmoji()
{
    if (!m_picker) {
        m_picker = new EmojiPicker(m_theme, *m_emojiSource, this);
        connect(m_picker, &EmojiPicker::chosen, this, [this](const QString &emoji) {
            m_field->textCursor().insertText(emoji);
            m_field->ensureCursorVisible();
        });
        connect(m_picker, &EmojiPicker::closed, this, [this] { m_field->setFocus(Qt::PopupFocusReason); });
        if (m_stickerPacks) {
            m_stickers = &m_picker->addStickers();
            connect(m_stickers, &StickerPane::chosen, this, &Composer::stickerChosen);
            connect(m_stickers, &StickerPane::newPackRequested, this, &Composer::newStickerPackRequested);
            connect(m_stickers, &StickerPane::removeRequested, this, &Composer::removeStickerPackRequested);
        }
    }
    if (m_stickers)
        m_stickers->setPacks(m_stickerPacks());
    m_picker->openAbove(*m_emoji);
}

void Composer::refreshStickers()
{
    if (m_stickers && m_picker->isVisible()) // else it asks when it opens
        m_stickers->setPacks(m_stickerPacks());
}

void Composer::setSound(SoundSource source)
{
    m_hasSound = true;
    m_voiceBar->setSound(std::move(source));
    showVoice();
}

void Composer::recordVoice()
{
    if (!m_hasSound || m_voiceBar->take() || !text().isEmpty() || m_purpose != Purpose::New)
        return;
    m_typing->left();
    m_voiceBar->begin();
    showVoice();
    m_voiceBar->setFocus(Qt::OtherFocusReason);
}

std::unique_ptr<VoiceTake> Composer::leaveVoice()
{
    return m_voiceBar->leave();
}

void Composer::resumeVoice(std::unique_ptr<VoiceTake> take)
{
    m_voiceBar->resume(std::move(take));
    showVoice();
}

void Composer::offerVoice()
{
    m_voice->setVisible(m_hasSound && !m_voiceBar->take() && text().isEmpty() && m_purpose == Purpose::New);
    arrange();
}

/// Either what one writes with, or what one records with.
void Composer::showVoice()
{
    const bool isOpen = m_voiceBar->take();
    for (QWidget *part : std::initializer_list<QWidget *>{m_attach, m_field, m_send})
        part->setVisible(!isOpen);
    m_strip->setVisible(!isOpen && m_purpose != Purpose::New);
    offerVoice();
    setFocusProxy(isOpen ? static_cast<QWidget *>(m_voiceBar) : m_field);
    updateHints();
}

void Composer::setChat(const QString &name, const QString &draft, const DraftParts &parts)
{
    flushDraft();
    dropStrip();
    m_kept = {};
    m_typing->left();
    m_name = name;
    m_brief = name;
    m_people.clear();
    m_people.take(draft, parts.mentions);
    m_draft = {draft, parts};
    rename();
    setText(draft);
    setSpoiler(parts.spoiler);
    updateHints();
}

void Composer::mention(const PeopleSuggestions::Person &person)
{
    QTextCursor caret = m_field->textCursor();
    const QChar before = m_field->document()->characterAt(caret.selectionStart() - 1);
    const bool isApart = caret.selectionStart() == 0 || before.isSpace();
    m_people.taken({.inserted = {}, .title = person.name, .spoken = {}, .person = person.jid});
    caret.insertText((isApart ? QString() : QStringLiteral(" ")) + u'@' + person.name + u' ');
    m_field->setFocus(Qt::OtherFocusReason);
}

void Composer::setChatName(const QString &name, const QString &brief)
{
    const QString shown = brief.isEmpty() ? name : brief;
    if (name == m_name && shown == m_brief)
        return;
    m_name = name;
    m_brief = shown;
    rename();
}

void Composer::rename()
{
    m_replies.setNames(m_name, m_ownName);
    m_field->setAccessibleName(tr("Message %1").arg(m_name));
    updatePlaceholder();
}

void Composer::updatePlaceholder()
{
    const QString brief = tr("Message %1").arg(isolated(m_brief));
    QString words = m_reach == Reach::Online ? brief
        : m_reach == Reach::Offline          ? tr("Message %1. Sends when you\u2019re back online").arg(isolated(m_brief))
                                             : tr("Message %1. Sends when you sign in again").arg(isolated(m_brief));
    // One line: what does not fit is left out rather than wrapped away.
    const QFontMetrics metrics(m_field->font());
    const int room = m_field->width() - 28;
    if (metrics.horizontalAdvance(words) > room)
        words = metrics.elidedText(brief, Qt::ElideRight, std::max(room, 40));
    if (words == m_field->placeholderText())
        return;
    m_field->setPlaceholderText(words);
    m_field->viewport()->update(); // Qt does that only where no text was there before
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
    offerVoice();
}

void Composer::replaceText(const QString &text, const QList<Mention> &mentions)
{
    m_people.forgetTaken();
    m_people.take(text, mentions);
    m_field->selectAll();
    m_field->insertPlainText(text);
}

void Composer::setSpoiler(const std::optional<QString> &hint)
{
    m_spoiler->setVisible(hint.has_value());
    m_spoiler->setHint(hint.value_or(QString()));
    m_menu->setSpoiler(hint ? FieldMenu::Spoiler::On : FieldMenu::Spoiler::Off);
    arrange();
}

std::optional<QString> Composer::spoiler() const
{
    return m_spoiler->isHidden() ? std::nullopt : std::optional(m_spoiler->hint());
}

void Composer::restoreText(const QString &restored, const DraftParts &parts)
{
    if (m_purpose == Purpose::Edit) { // what is edited is another message: this waits until that is done
        const bool isAlone = m_kept.text.trimmed().isEmpty();
        const QString before = isAlone ? restored : restored + u'\n';
        DraftParts kept{parts.mentions, parts.spoiler ? parts.spoiler : m_kept.parts.spoiler};
        if (!isAlone) {
            for (Mention mention : std::as_const(m_kept.parts.mentions)) {
                mention.begin += int(before.size());
                mention.end += int(before.size());
                kept.mentions.append(mention);
            }
        }
        m_kept = {isAlone ? before : before + m_kept.text, kept};
        flushDraft();
        return;
    }
    m_people.take(restored, parts.mentions);
    if (parts.spoiler)
        setSpoiler(parts.spoiler);
    const QString since = text();
    QTextCursor cursor(m_field->document());
    cursor.insertText(since.trimmed().isEmpty() ? restored : restored + u'\n');
    m_field->moveCursor(QTextCursor::End);
    flushDraft();
}

void Composer::textChanged()
{
    m_send->setEnabled(!trimmedMessage(text()).isEmpty());
    offerVoice();
    if (m_setting)
        return;
    // What was deleted does not come back, whatever happens in the next moment.
    if (text().isEmpty())
        flushDraft();
    else
        m_draftTimer.start();
    m_typing->edited(text().isEmpty() ? TypingState::Text::Empty : TypingState::Text::Written);
}

ChatDraft Composer::written() const
{
    ChatDraft now = m_kept;
    if (m_purpose != Purpose::Edit)
        now = {text(), {mentionsIn(text()), spoiler()}};
    else if (m_about.isValid())
        now.parts.edit = EditedWords{text(), mentionsIn(text())};
    now.parts.about = m_about;
    return now;
}

void Composer::finishComposing()
{
    m_field->finishComposing();
}

void Composer::flushDraft()
{
    m_draftTimer.stop();
    const ChatDraft now = written();
    if (now == m_draft)
        return;
    m_draft = now;
    Q_EMIT draftChanged(now.text, now.parts);
}

void Composer::send()
{
    m_field->finishComposing(); // the button takes no focus
    const QString message = trimmedMessage(text());
    if (message.isEmpty())
        return;
    if (m_purpose != Purpose::Edit) {
        m_draftTimer.stop();
        setText({});
        m_draft = {}; // on disk it goes in the transaction that stores the message, so that one of the two is always there
    }
    Q_EMIT sendRequested(message); // whoever hears it still knows which message it was about
    m_people.forgetTaken();
    if (m_purpose != Purpose::Edit)
        setSpoiler({});
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
    offerVoice();
    if (m_waiting > 0)
        hints.append({{}, tr("Waiting to send: %1").arg(m_waiting)});
    if (m_preferences.keyboardHints()) {
        if (const VoiceTake *take = m_voiceBar->take()) {
            const bool isRecording = take->state() == VoiceTake::State::Recording;
            hints.append({{tr("Space")}, isRecording ? tr("pause") : take->fault() ? tr("try again")
                                       : take->isKept() ? tr("listen") : tr("go on")});
            if (!take->isEmpty() || isRecording)
                hints.append({{enter}, tr("send")});
            hints.append({{tr("Esc")}, tr("discard")});
        } else if (m_completion->isVisible()) {
            hints.append({{QString(QChar(0x2191)), QString(QChar(0x2193))}, tr("choose")});
            hints.append({{tr("Tab")}, tr("insert")});
            hints.append({{tr("Esc")}, tr("dismiss")});
        } else if (m_waiting > 0) {
            hints.append({{tr("Ctrl"), tr("Shift"), u"O"_s}, tr("show waiting messages")});
        } else if (sendsOnEnter) {
            hints.append({{enter}, tr("send")});
            hints.append({{tr("Shift"), enter}, tr("new line")});
            if (m_purpose != Purpose::Edit)
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
    // Around the column of the timeline, so that the clip stands below the edge of the bubbles (picture 01).
    const int margin = width() < 480 ? 8 : 16;
    const int columnWidth = std::clamp(width() - 2 * margin, 120, qRound(column * m_theme.textScale()));
    const int left = (width() - columnWidth) / 2;
    const bool isVoice = m_voiceBar->take();
    const int fieldHeight = isVoice ? m_voiceBar->sizeHint().height() : m_field->wantedHeight();
    const QSize button = m_send->sizeHint();
    const auto placed = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    int top = 1 + topPadding;
    if (!m_strip->isHidden()) {
        const int strip = m_strip->sizeHint().height();
        m_strip->setGeometry(placed(QRect(left, 1 + 8, columnWidth, strip)));
        top = 1 + 8 + strip + 6;
    }
    if (!m_spoiler->isHidden()) {
        const int strip = m_spoiler->sizeHint().height();
        m_spoiler->setGeometry(placed(QRect(left, top - 3, columnWidth, strip)));
        top += strip + 5;
    }
    // Where it is narrow, the microphone stands in for the emoji until something is written (picture 10).
    m_emoji->setVisible(!isVoice && (m_voice->isHidden() || width() >= roomForBoth));
    const int attach = button.width() + buttonGap;
    const int buttonTop = top + fieldHeight - button.height();
    int right = left + columnWidth - button.width();
    m_attach->setGeometry(placed(QRect(QPoint(left, buttonTop), button)));
    m_send->setGeometry(placed(QRect(QPoint(right, buttonTop), button)));
    for (QWidget *part : std::initializer_list<QWidget *>{m_voice, m_emoji}) {
        if (part->isHidden())
            continue;
        right -= sendGap + button.width();
        part->setGeometry(placed(QRect(QPoint(right, buttonTop), button)));
    }
    m_field->setGeometry(placed(QRect(left + attach, top, right - buttonGap - left - attach, fieldHeight)));
    if (isVoice)
        m_voiceBar->setGeometry(placed(QRect(left, top, columnWidth, fieldHeight)));
    int height = top + fieldHeight;
    m_hints->setVisible(showsHints());
    if (showsHints()) {
        const int line = m_hints->sizeHint().height();
        m_hints->setGeometry(placed(QRect(left + attach + 4, height + 6, columnWidth - attach - 8, line)));
        height += 6 + line + 1;
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
    if (m_field->isHidden())
        return;
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
        m_emoji->setName(tr("Emoji"));
        m_attach->setName(tr("Attach file"));
        m_voice->setName(tr("Record voice message"));
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
