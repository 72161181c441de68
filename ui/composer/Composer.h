// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "composer/PeopleSuggestions.h"
#include "composer/QuickReplies.h"
#include "composer/StickerPane.h"
#include "sound/SoundModule.h"
#include "chat/Message.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <memory>

namespace jackdaw {

class ComposerStrip;
class Completion;
class EmojiPicker;
class EmojiSource;
class EmojiSuggestions;
class FieldMenu;
class IconButton;
class KeyHints;
class MessageField;
class Preferences;
class SpellingMarks;
class SpoilerStrip;
class Theme;
class TypingState;
class VoiceBar;
class VoiceTake;

/// Where a message is written: field, send button, a line of hints; drafts and typing states. Emits wishes, knows no
/// conversation and no model. Owned by ChatPage, GUI thread. Never drops what was written: a draft is told after a pause,
/// when the chat changes, and by flushDraft().
class Composer : public QWidget
{
    Q_OBJECT
public:
    static constexpr int draftPause = 500;
    enum class Reach { Online, Offline, SignedOut };

    Composer(const Theme &theme, Preferences &preferences, QWidget *parent = nullptr);
    ~Composer() override;

    /// Another chat: what was written for the last one is passed on as its draft before this returns; then the field
    /// holds `draft`. What of it answers or edits a message waits for resumeReply() or resumeEdit().
    void setChat(const QString &name, const QString &draft, const DraftParts &parts = {});
    /// Who can be mentioned in this chat; nobody before it is said.
    void setPeople(const QList<PeopleSuggestions::Person> &people) { m_people.setPeople(people); }
    void setPeopleSource(std::function<QList<PeopleSuggestions::Person>()> source) { m_people.setSource(std::move(source)); }
    /// Speaks to somebody, where the caret is.
    void mention(const PeopleSuggestions::Person &person);
    /// Whom a text that is sent now speaks of, and where.
    QList<Mention> mentionsIn(const QString &text) const { return m_people.mentionsIn(text); }
    /// That of this chat's texts, for the spelling; empty: the usual one.
    void setLanguage(const QString &language);
    /// What quick replies call us.
    void setOwnName(const QString &name);
    /// The chat's name changed, the chat did not.
    /// `brief`: in the empty field, where it says enough; else the name.
    void setChatName(const QString &name, const QString &brief = {});
    QString text() const;
    /// In place of what the field holds. `mentions`: whom it speaks of.
    void replaceText(const QString &text, const QList<Mention> &mentions = {});
    /// A message could not be stored: what was written comes back, before what was written since.
    void restoreText(const QString &text, const DraftParts &parts = {});
    /// The words in place of what is written, where it is to be hidden (XEP-0382).
    std::optional<QString> spoiler() const;
    void setReach(Reach reach);
    /// How many messages of the account wait to be sent.
    void setWaiting(int waiting);
    /// What is written answers a message, until it is sent or leaveStrip(). `name`: of who wrote that.
    void beginReply(MessageId message, const QString &name, const QString &text);
    /// An own message is in the field, in place of the draft, which comes back afterwards. `text`: what it says; `words`: what
    /// it is to say, so far.
    void beginEdit(MessageId message, const QString &text, const EditedWords &words);
    /// The same for what the draft of setChat() answers or edits: it is no news, so none is told; and where a voice
    /// message is open it waits below that, so that it is not dropped from the draft.
    void resumeReply(MessageId message, const QString &name, const QString &text);
    void resumeEdit(MessageId message, const QString &text, const EditedWords &words);
    void leaveStrip();
    /// The message that is answered or edited.
    MessageId about() const { return m_about; }
    /// From now on voice messages can be recorded.
    void setSound(SoundSource source);
    /// Records one in the place of the field (Ctrl+R).
    void recordVoice();
    /// Before another chat is set: what was recorded for this one so far, paused, or nullptr; and after it came back,
    /// without taking the focus: an Enter in the list of chats would send it.
    std::unique_ptr<VoiceTake> leaveVoice();
    void resumeVoice(std::unique_ptr<VoiceTake> take);
    VoiceBar *voiceBar() const { return m_voiceBar; }
    enum class Purpose { New, Reply, Edit };
    Purpose purpose() const { return m_purpose; }
    /// Passes on a draft that still waits for its pause.
    void flushDraft();
    /// What an input method has that is not written yet is written now: to be called before the chat changes.
    void finishComposing();
    MessageField *field() const { return m_field; }
    /// The emoji that are written, for whoever else lets one choose.
    EmojiSource &emoji() const { return *m_emojiSource; }
    /// Opens the emoji picker above its button (Ctrl+J); what is chosen goes where the caret is, and a sticker out at once.
    void pickEmoji();
    /// The packs that this chat's account has, asked each time the picker opens; from now on it has them.
    using StickerPacks = std::function<QList<StickerPane::Pack>()>;
    void setStickers(StickerPacks packs) { m_stickerPacks = std::move(packs); }
    /// They are others now.
    void refreshStickers();

Q_SIGNALS:
    /// purpose(), about() and mentionsIn() are still those it was written with.
    void sendRequested(const QString &text);
    /// The user wants to choose files to be sent, or offers such.
    void attachRequested();
    /// What else is there to attach? `at`: the button's top left corner, on the screen.
    void attachMenuRequested(const QPoint &at);
    void filesOffered(const QStringList &paths);
    void imageOffered(const QImage &image);
    void stickerChosen(const QString &pack, int place);
    void newStickerPackRequested();
    void removeStickerPackRequested(const QString &pack, const QString &name);
    /// A voice message is to go out: Opus in Ogg.
    void voiceRequested(const QByteArray &bytes);
    /// Up in an empty field.
    void editLastRequested();
    /// Ctrl+Up (-1) and Ctrl+Down (1): another message to answer.
    void replyChoiceRequested(int by);
    void draftChanged(const QString &draft, const jackdaw::DraftParts &parts);
    /// Ctrl+Z where nothing is written that it could undo.
    void undoSendRequested();
    void languageChosen(const QString &language);
    void typingChanged(jackdaw::ChatState state);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void textChanged();
    ChatDraft written() const;
    void showEdit(MessageId message, const QString &text, const EditedWords &words);
    void dropStrip();
    void setSpoiler(const std::optional<QString> &hint);
    void send();
    void setText(const QString &text);
    void rename();
    void updatePlaceholder();
    void updateHints();
    void offerVoice();
    void showVoice();
    void arrange();
    bool showsHints() const;

    const Theme &m_theme;
    const Preferences &m_preferences;
    std::unique_ptr<EmojiSource> m_emojiSource;
    MessageField *m_field;
    std::unique_ptr<EmojiSuggestions> m_emojiWords;
    PeopleSuggestions m_people;
    QuickReplies m_replies;
    QPointer<Completion> m_completion; ///< the window's child while it is shown
    IconButton *m_attach;
    IconButton *m_send;
    IconButton *m_emoji;
    IconButton *m_voice; ///< in the field's end, while that is empty
    VoiceBar *m_voiceBar;
    bool m_hasSound = false;
    KeyHints *m_hints;
    ComposerStrip *m_strip;
    SpoilerStrip *m_spoiler;
    FieldMenu *m_menu;
    Purpose m_purpose = Purpose::New;
    MessageId m_about;
    ChatDraft m_kept; ///< what was in the field when the edit began
    TypingState *m_typing;
    SpellingMarks *m_spelling;
    QPointer<EmojiPicker> m_picker; ///< made when it is first opened
    StickerPacks m_stickerPacks;
    QPointer<StickerPane> m_stickers; ///< of the picker
    QTimer m_draftTimer;
    ChatDraft m_draft; ///< what was passed on last
    QString m_name;
    QString m_brief;
    QString m_ownName;
    Reach m_reach = Reach::Online;
    int m_waiting = 0;
    bool m_setting = false; ///< the text is set by us, not by the user
};

} // namespace jackdaw
