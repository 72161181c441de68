// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Message.h"
#include "files/TransferProgress.h"
#include "sound/VideoPosters.h"
#include "sound/VoicePlayback.h"
#include "sound/VoiceSketches.h"
#include "timeline/Albums.h"
#include "timeline/LayoutCache.h"
#include "timeline/MovingPictures.h"
#include "timeline/PictureCache.h"
#include "timeline/TextSelection.h"
#include "timeline/TimelineGeometry.h"
#include "timeline/TimelinePainter.h"

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QSet>
#include <QTimer>
#include <QUrl>
#include <QVariantAnimation>

#include <functional>

QT_BEGIN_NAMESPACE
class QMenu;
class QMimeData;
QT_END_NAMESPACE

namespace jackdaw {

class Clock;
class JumpButton;
class MessageToolbar;
class Theme;
class TimelineModel;

/// The messages of one chat, as far as they are on screen: lays out a screenful whatever the length of the history
/// (facts: performance, 2), keeps the text under the reader's eye still when anything around it changes, and follows the
/// newest message only for who is at it. Shows what TimelineModel holds and asks it for pages; emits wishes, commands
/// nothing. Owned by ChatPage, GUI thread. Its interface for screen readers is TimelineAccessible.
class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    TimelineView(TimelineModel &model, const Theme &theme, const Clock &clock, QWidget *parent = nullptr);
    ~TimelineView() override;

    /// "Tomas is typing", or empty.
    void setTyping(const QString &sentence);
    /// What happened beside what was said, as lines between two messages; an invalid `before`: after the last. None: no lines.
    using EventLines = std::function<QList<EventLine>(MessageId after, MessageId before)>;
    void setEventLines(EventLines lines);
    /// They say something else now.
    void refreshEventLines();
    /// Can somebody be told who was there at a time?
    enum class Attendances { Unknown, Known };
    void setAttendances(Attendances attendances) { m_attendances = attendances; }
    /// Lines above a row, and below the last one, for screen readers.
    QStringList eventLinesAt(int row) const;

    /// Unread messages of this chat, for the button when the newest are not loaded.
    void setUnread(int unread);
    /// Whoever goes on upwards at the oldest message wishes for more once again: what they were told came to nothing.
    void forgetBeginning() { m_beganAt = {}; }
    /// Who wrote a message, for "Copy with name and time" and "/me"; refreshNames() when somebody is called otherwise.
    void setSenderName(std::function<QString(const Message &)> name);
    void refreshNames();
    /// Who needs not be added as a contact where somebody hands them on; refreshCards() when they are others.
    using IsKnown = std::function<bool(const BareJid &person)>;
    void setKnown(IsKnown known);
    void refreshCards();
    /// What is known of a live place that a message announces; nullptr: nothing.
    using LivePlaces = std::function<const LivePlace *(const Message &, const LiveLink &)>;
    void setLivePlaces(LivePlaces places);
    /// Brings the cards of live places up to date. Value: in how many ms one of them says something else; 0: never.
    qint64 refreshLivePlaces();

    /// Whose colour a sender has, where they are known by more than what the message says; an invalid address: by that.
    using Person = std::function<BareJid(const BareJid &sender)>;
    void setPerson(Person person);
    /// It says something else now.
    void refreshColors();

    /// What stands behind the name of a sender who may be taken for somebody else; empty of nearly everybody.
    using SenderMark = std::function<QString(const BareJid &sender, const QString &nick)>;
    void setSenderMark(SenderMark mark);
    /// It may say something else now.
    void refreshSenderMarks();
    /// Who a sender is in the group, behind their name where no mark stands; empty of most.
    void setSenderRole(SenderMark role);
    QString senderRoleOf(const Message &message) const;
    /// The mark of whoever wrote this, for screen readers; empty where bubbles say not whose they are.
    QString senderMarkOf(const Message &message) const;

    /// Do the bubbles of others say whose they are, as in a group?
    enum class Senders { Hidden, Shown };
    void setSenders(Senders senders);

    /// Are messages that were not encrypted marked as such? Those that were say so always.
    enum class Clear { Plain, Marked };
    void setClear(Clear clear);

    /// Who reacted to a message, and whether that is us.
    void setPeople(ReactionChips::People people);
    /// Who saw a message of ours, as words; empty: nobody is told of.
    void setSeenBy(std::function<QString(const Message &)> words) { m_seenBy = std::move(words); }
    /// May a message be taken away from everybody, whoever wrote it (XEP-0425)?
    void setMayModerate(std::function<bool(const Message &)> may) { m_mayModerate = std::move(may); }

    /// Scrolls to a message, which is loaded if need be, and tints it for a moment.
    void showMessage(MessageId message);
    void jumpToNewest();
    void jumpToOldest();
    /// Goes to the first message from a time on (ms since 1970 UTC), with the line of its day.
    void showTime(qint64 time);
    /// When what stands at the top of the view was said; 0 where there is nothing.
    qint64 shownTime() const;
    bool isAtNewest() const;
    /// Marks the words of a search in every message; the `current`-th place in `message` stands out. An empty one: none.
    void setMatch(const SearchMatch &match, MessageId message, int current);

    /// The message that keys act on; invalid if none is.
    MessageId focusedMessage() const { return m_focused; }
    void focusMessage(MessageId message);
    const TextSelection &selection() const { return m_selection; }
    QString selectedText() const;
    /// The same, each message with who said it and when.
    QString selectedTextWithNames() const;
    bool copySelection() const;
    /// Uncovers what its sender hid (XEP-0382), or covers it again.
    enum class Spoiler { Shown, Covered };
    void setSpoiler(MessageId message, Spoiler spoiler);
    Spoiler spoilerOf(const Message &message) const;
    /// How far the file of a message has come.
    void setTransfer(MessageId message, const TransferProgress &progress);
    /// How far a message's file is on its way, and how fast; empty: it is not.
    QString transferWords(const Message &message) const;
    /// What the pages say that it names, as far as that was loaded or could not be; empty: none was asked for.
    QString previewWords(const Message &message) const;
    /// What makes the first pictures of videos.
    void setSound(SoundSource source) { m_posters.setSound(std::move(source)); }
    /// What is played, wherever it is.
    void setPlayback(const VoicePlayback::State &state);
    static constexpr int copiedShown = 2000; ///< ms that the card of a place says that it was copied
    static constexpr qint64 seekStep = 5000; ///< ms that a key goes on or back
    /// Where a sound of a message is, and how long; no length where it is none or nobody knows.
    VoicePlayback::State soundOf(const Message &message);
    /// Goes to a place of it, ms.
    void seekSound(const Message &message, qint64 at);
    /// Does something with the file of a message, as a click would.
    void actOnFile(MessageId message, FileAct act);
    /// The preview that was wished for is not to be had.
    void setPreviewFailed(MessageId message, const QUrl &url, const Error &error);
    /// Follows a link, after a question if there is a doubt about it.
    void openLink(const TextLink &link);

    // For TimelineAccessible, tests and measuring. Rows are those of the model.
    TimelineModel &model() const { return m_model; }
    const Theme &theme() const { return m_theme; }
    const TimelineGeometry &geometryOfRows() const { return m_geometry; }
    int firstVisibleRow() const { return m_settled.first; }
    int lastVisibleRow() const { return m_settled.last; }
    /// In viewport coordinates; empty for a row that is not on screen. Of a picture in an album its part of that, but for the last
    /// one, whose bubble it is.
    QRect bubbleRect(int row) const;
    /// The same, of the last one too.
    QRect tileRect(int row) const;
    /// Of the pictures that are shown as one; nullptr for what stands alone.
    const Albums::Album *albumOf(int row) const { return m_albums.of(row); }
    QString placeInAlbum(int row) const;
    const BubbleLayout *layoutOf(int row) const;
    JumpButton *jumpButton() const { return m_jump; }
    MessageToolbar *toolbar() const { return m_toolbar; }
    /// The next message above (-1) or below (1) that can be answered; from an invalid id, the last or first one. And our newest
    /// that can be edited. Invalid ids if there is none among those that are loaded.
    MessageId neighbour(MessageId from, int by) const;
    MessageId lastOwn() const;
    void toggleReaction(MessageId message, const QString &emoji);
    int layoutsMade() const { return m_layoutsMade; }
    const EmojiCache &emojiPictures() const { return m_painter.emoji(); }
    void scrollByPixels(int pixels);
    void extendSelectionTo(const TextSelection::End &end);
    void selectRange(const TextSelection::End &from, const TextSelection::End &to);

Q_SIGNALS:
    void retryRequested(jackdaw::MessageId message);
    void deleteRequested(jackdaw::MessageId message);
    /// The user wants it opened, and was asked where that is not what it seems.
    void linkActivated(const QUrl &url);
    void replyRequested(jackdaw::MessageId message);
    void editRequested(jackdaw::MessageId message);
    /// All the emoji that we give to it from now on.
    void reactRequested(jackdaw::MessageId message, const QStringList &emoji);
    /// Another emoji than those of the menu, for toggleReaction(); below this point of the screen.
    void emojiChoiceRequested(jackdaw::MessageId message, const QPoint &globalPosition);
    void forwardRequested(jackdaw::MessageId message);
    void fileActRequested(jackdaw::MessageId message, jackdaw::FileAct act);
    /// A sound is to go on from a part of it, 0 to 1. `length`: as its file says, in ms, or 0.
    void seekRequested(jackdaw::MessageId message, qreal part, qint64 length);
    /// The preview of one link is wished for, by a click on it.
    void previewRequested(jackdaw::MessageId message, const QUrl &url);
    /// A picture that is not here came on screen; once each.
    void pictureMissed(jackdaw::MessageId message);
    void pinRequested(jackdaw::MessageId message, bool pinned);
    void saveRequested(jackdaw::MessageId message, bool saved);
    void retractRequested(jackdaw::MessageId message);
    void moderateRequested(jackdaw::MessageId message);
    void detailsRequested(jackdaw::MessageId message);
    /// Who was there, from one place to another?
    void attendanceRequested(jackdaw::MessageId from, jackdaw::MessageId to);
    /// Another day is wanted than the one of this time.
    void dayRequested(qint64 time);
    /// Who can read it, and why.
    void encryptionRequested(jackdaw::MessageId message);
    /// It cannot be read, and who wrote it is to be asked for it once more.
    void resendRequested(jackdaw::MessageId message);
    /// The reader is at the oldest message that is here, and goes on upwards; once for each that is the oldest.
    void beginningReached();
    /// The newest message that was really on screen in an active window, if no unread one above it was passed over by a jump, or
    /// if it is the newest of all; only ever newer ones of one chat.
    void readUpTo(jackdaw::MessageId message);

protected:
    bool event(QEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void changeEvent(QEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    /// TimelineDrag.cpp: something of the messages is dragged out. Comes back when it was dropped; takes what it carries.
    virtual void startDrag(QMimeData *carried);

    // TimelineMouse.cpp
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    // TimelineKeyboard.cpp
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    // TimelineActs.cpp
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    // TimelineRows.cpp
    void adoptWindow();
    void placeOpening();
    void awaitTypefaces();
    void rowsInserted(int first, int last);
    void rowsAboutToBeRemoved(int first, int last);
    void rowsRemoved(int first, int last);
    void rowsChanged(int first, int last);
    void bringBack(MessageId message, int y);
    void resetGeometry();
    void announce(int first, int last);
    // TimelineAlbums.cpp
    QList<int> readAlbums();
    void readAboveAlbums();
    bool isAnythingBetween(const Message &previous, const Message &message) const;
    void forgetRows(const QList<int> &rows);
    void leaveRows(int first, int last);
    std::optional<int> bottomToHold(int first, int last) const;
    int shownBy(int row) const;
    QList<AlbumBlock::Picture> albumPicturesOf(int row) const;
    void showAlbum(RowPicture &picture, const Albums::Album &album);
    QList<MessageId> meantBy(int tile) const;
    MessageId reactedTo(int tile, const QString &emoji) const;
    int tileRowAt(int row, const QPoint &point) const;
    QString failureOf(const Message &message) const;
    // TimelineLayout.cpp
    enum class Repaint { All, Moved };
    void settle(Repaint repaint = Repaint::All);
    void shiftPicture(int by);
    void relayout();
    void restyle();
    void applyGround();
    /// How many rows to load at once; between two frames few, as a whole page would be felt in the next one.
    enum class Portion : int { Ahead = 16, Page = 50 };
    bool loadOlder(Portion portion = Portion::Page);
    bool loadNewer(Portion portion = Portion::Page);
    void prefetch();
    TimelineGeometry::Measure measure(int row);
    int estimate(int row) const;
    RowLead leadOf(int row) const;
    QList<EventLine> linesBelow() const;
    void addDayActs(QMenu &menu, int row);
    void requestDay(qint64 time);
    bool startsGroup(int row) const;
    GroupPlace placeOf(int row) const;
    struct Bubble { BubbleContent content; std::unique_ptr<BubbleParts> parts; int width = 0; };
    Bubble bubbleOf(int row) const;
    BubbleLayout *ensureLayout(int row);
    // TimelineGrowth.cpp
    struct Growing
    {
        MessageId message;
        int change = 0; ///< of what it takes the place of
        Bubble bubble;
        std::unique_ptr<BubbleLayout> layout;
    };
    void showAllOf(MessageId message);
    void grow(MessageId message);
    void growOn();
    void replaceLayout(int row, Growing &grown);
    void fillEmoji();
    // TimelineLayout.cpp
    RowPicture picture(int row, const BubbleLayout &layout) const;
    void updateBeyond();
    void updateBar();
    void updateJump();
    void updateRow(int row);
    void scheduleRead();
    void emitRead();
    void noteSeen();
    bool isSeenFromUnreadOn() const;
    void scheduleMidnight();
    void updateDots();
    void noteBeginning();
    void seek(int barValue);
    void seekIndex(qint64 index);
    void animateBy(int pixels, std::function<void()> finally);
    void stopAnimation();

    // TimelineMouse.cpp
    struct Hit {
        int row = -1;
        BubbleLayout::Part part = BubbleLayout::Part::Nothing;
        TextLink link;
        QString emoji = {};
        FileAct file = FileAct::None;
        friend bool operator==(const Hit &, const Hit &) = default;
    };
    Hit hitAt(const QPoint &point) const;
    Hit hitInAlbum(int row, int tile, const QPoint &inBubble) const;
    TextSelection::End textEndAt(const QPoint &point) const;
    /// The row whose day line is there, or -1.
    int dayAt(const QPoint &point) const;
    void act(const Hit &hit);
    void dragTo(const QPoint &point);
    // TimelineDrag.cpp
    bool isOnSelection(const QPoint &point, const TextSelection::End &end) const;
    QMimeData *carriedFrom(const Hit &pressed) const;
    bool dragOut(const QPoint &point);
    void updateCursor(const QPoint &point);
    // TimelineParts.cpp
    std::optional<LinkCard> cardOf(const Message &message) const;
    void copyPlace(MessageId message);
    void showCopied(MessageId message);
    CardBlock::Content::Person personOn(const LinkCard &card) const;
    std::optional<LiveCard> liveCardOf(const Message &message, const LinkCard &card) const;
    BubbleParts::Content partsOf(const Message &message) const;
    QString nameOf(const Message &message) const;
    BareJid personOf(const Message &message) const;
    void forgetSender(int row);
    QString senderHelpAt(int row, const QPoint &point) const;
    QString editedText(const Message &message) const;
    QString encryptionText(const Message &message) const;
    bool mayReact(const Message &message) const;
    bool mayReply(const Message &message) const;
    bool mayEdit(const Message &message) const;
    bool mayRetract(const Message &message) const;
    enum class By { Pointer, Keys };
    void openReactions(MessageId message, const QPoint &globalPosition, By by = By::Pointer);
    void addActs(QMenu &menu, const Message &message);
    bool actByKey(int key);
    void jumpToQuoted(int row);
    void makeToolbar();
    void updateToolbar(int hovered);
    // TimelinePreviews.cpp
    QList<PreviewCard::Content> previewsOf(const Message &message) const;
    void loadPreview(MessageId message, const QUrl &url);
    void refreshLayout(MessageId message);
    void showPreviews(RowPicture &picture);
    void actOnPreview(int row, const TextLink &link);
    void addPreviewAct(QMenu &menu, const Message &message, const TextLink &link);
    // TimelineFiles.cpp
    void showFile(const Message &message, const FileBlock &file, FileBlock::Moment &moment);
    void showTransfer(const Message &message, FileBlock::Moment &moment);
    void showSound(const Message &message, FileBlock::Moment &moment);
    void seekSound(int row, const QPoint &point);
    void showMotion(FileBlock::Moment &moment, const QString &path, const QSize &size);
    void addForward(QMenu &menu, MessageId id);
    void addFileActs(QMenu &menu, const Message &message);
    // TimelineKeyboard.cpp
    void moveFocus(int by);
    void moveByPage(int by);
    void setFocused(int row, RowPicture::Focus ring);
    void ensureVisible(int row);
    bool extendByKey(QKeyEvent *event);
    // TimelineActs.cpp
    enum class CopyAs { Text, WithNameAndTime };
    QString toldText(const Message &message, const QString &text) const;
    void copyMessage(int row, CopyAs as) const;
    void relayMessage(int row);
    void openMenu(int row, const TextLink &link, const QPoint &globalPosition);
    void publishSelection() const;

    TimelineModel &m_model;
    const Theme &m_theme;
    const Clock &m_clock;
    std::function<QString(const Message &)> m_senderName;
    IsKnown m_known;
    LivePlaces m_livePlaces;
    SenderMark m_senderMark;
    SenderMark m_senderRole;
    mutable QHash<std::pair<BareJid, QString>, QString> m_senderMarks; ///< as they were told last
    mutable QHash<std::pair<BareJid, QString>, QString> m_senderRoles;
    Person m_person;
    Senders m_senders = Senders::Hidden;
    Clear m_clear = Clear::Plain;

    ConversationId m_conversation;
    TimelineColumn m_column;
    TimelineGeometry m_geometry;
    Albums m_albums;
    QList<Message> m_above; ///< pictures that are not loaded, with which the first row goes on
    MessageId m_aboveOf;
    TimelineGeometry::Settled m_settled;
    BubbleStyle m_style;
    LayoutCache m_layouts;
    TimelinePainter m_painter;
    QSet<MessageId> m_revealed; ///< spoilers that are shown
    PictureCache m_pictures;
    MovingPictures m_moving;
    VoiceSketches m_sketches;
    VideoPosters m_posters;
    VoicePlayback::State m_playback;
    QHash<MessageId, TransferProgress> m_transfers;
    QHash<MessageId, QHash<QString, QString>> m_previews; ///< by address, those under way (empty) and why those failed
    QSet<MessageId> m_missed; ///< pictures that were asked for
    MessageId m_copied; ///< its place, a moment ago
    QTimer m_copiedTimer;
    QHash<MessageId, qsizetype> m_limits; ///< messages of which more than the fold is shown
    QList<MessageId> m_toGrow;            ///< those of them that are not laid out as far, or not as they are now
    QSet<MessageId> m_unfolding;          ///< those of these of which more was asked for just now
    std::unique_ptr<Growing> m_growing;   ///< the first of m_toGrow
    QTimer m_growth;
    qsizetype m_laidOut = 0; ///< of long texts since other events had their turn, as BubbleLayout::cost()
    QTimer m_laidOutAgain;   ///< from then on nothing was
    QTimer m_emojiFill; ///< pictures of emoji that a paint left out are made
    int m_layoutsMade = 0;

    enum class Opening { Done, AtUnreadOrNewest };
    Opening m_opening = Opening::Done;
    enum class Work { None, Loading, Seeking };
    Work m_work = Work::None;
    bool m_settling = false;
    bool m_awaitsTypefaces = false; ///< nothing is laid out yet
    bool m_updatingBar = false;
    /// Over a chain of resizes: the place in the text that stays where it is.
    struct Held { MessageId message; qsizetype place = 0; int y = 0; };
    std::optional<Held> m_held;
    std::optional<qint64> m_oldestTime;
    /// Where a message was when the viewport was last painted or told to: how far its picture can be shifted.
    MessageId m_paintedAnchor;
    int m_paintedAnchorY = 0;

    MessageId m_focused;
    RowPicture::Focus m_ring = RowPicture::Focus::None;
    TextSelection m_selection;
    enum class Drag { None, Characters, Out }; ///< Out: once the pointer has moved, what is under it is dragged out
    Drag m_drag = Drag::None;
    Hit m_pressed;
    int m_pressedDay = -1;
    QPoint m_pressPoint;
    QPoint m_dragPoint;
    QBasicTimer m_autoScroll;
    QBasicTimer m_tripleClick;
    int m_wheelRest = 0;

    ReactionChips::People m_people;
    std::function<bool(const Message &)> m_mayModerate;
    std::function<QString(const Message &)> m_seenBy;
    MessageToolbar *m_toolbar = nullptr;
    MessageId m_toolbarFor;
    JumpButton *m_jump = nullptr;
    QList<MessageId> m_arrivals;  ///< incoming, live, not yet on screen
    int m_unread = 0;
    MessageId m_lastRead;
    MessageId m_beganAt; ///< the oldest message when beginningReached() was last told
    /// What the reader scrolled through, without a gap, since the last jump.
    struct Stretch { MessageId first, last; } m_seen;
    bool m_hasJumped = false; ///< since anything was painted
    QTimer m_readTimer;
    QTimer m_prefetchTimer;
    QTimer m_midnight;

    EventLines m_lines;
    Attendances m_attendances = Attendances::Unknown;
    QList<EventLine> m_linesBelow; ///< as they were last laid out
    QString m_typing;
    int m_dot = 2;
    QTimer m_dots;

    QVariantAnimation m_scrolling;
    int m_scrolled = 0;
    std::function<void()> m_afterScrolling;
    SearchMatch m_match;
    MessageId m_matched;
    int m_matchedPlace = -1;
    MessageId m_tinted;
    QVariantAnimation m_tint;
};

} // namespace jackdaw
