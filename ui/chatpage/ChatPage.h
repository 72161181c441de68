// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chat/Conversation.h"
#include "chat/OutgoingText.h"
#include "chat/SeenMark.h"
#include "chatpage/EncryptionPill.h"
#include "composer/PeopleSuggestions.h"
#include "composer/StickerPane.h"
#include "files/InstalledPack.h"
#include "files/OutgoingFile.h"
#include "files/PictureViewer.h"
#include "files/TransferProgress.h"
#include "omemo/DeviceTrust.h"
#include "position/PositionModule.h"
#include "rooms/GroupDialogs.h"
#include "rooms/MemberActs.h"
#include "rooms/RoomListModel.h"
#include "rooms/RoomText.h"
#include "sound/VoicePlayback.h"
#include "timeline/FileBlock.h"
#include "timeline/ReactionChips.h"
#include "widgets/EventLine.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QPointer>
#include <QSet>
#include <QTimer>
#include <QUrl>
#include <QWidget>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

QT_BEGIN_NAMESPACE
class QHBoxLayout;
class QStackedWidget;
QT_END_NAMESPACE

#include "profile/ContactProfile.h"

namespace jackdaw {

class AccountListModel;
class Alarm;
class AwayStrip;
class Banner;
class ChatHeader;
class ChatListModel;
class ChatOutlineReader;
class Clock;
class Composer;
class ContactListModel;
class DetailsPane;
class DraftShelf;
class EmojiPicker;
class EventLines;
class FindBar;
class FindModel;
class LivePlaceDialog;
class LivePlaceModel;
class LookAlikes;
class MembersPane;
class OccupantListModel;
class Preferences;
class Theme;
class TimelineModel;
class QuestionList;
class RoomTyping;
class SendFilesStrip;
class ShelfModel;
class PlayerBar;
class TimelineView;
class SoundTurn;
class VoiceShelf;
class GroupTrustDialog;
class TrustDialog;
class TrustLines;
class UndoStrip;
class VoiceRequests;
class VoiceStrip;
class WhyDialog;
struct LiveLink;
struct LivePlace;
enum class LivePromise;
struct ShelfEntry;

/// One chat: header, timeline and composer, or the empty page while none is chosen. The only class of the page that
/// knows models; it emits wishes, and the shell turns them into commands. Its parts are made with the first chat that is
/// shown, since a start without one need not wait for them. Owned by the shell, GUI thread. Never calls the engine, never
/// writes.
class ChatPage : public QWidget
{
    Q_OBJECT
public:
    /// Medium: details slide over the messages, however wide they are; Slim: little stands in the header; One: it has a Back
    /// button besides.
    enum class Panes { Many, Medium, Slim, One };

    ChatPage(TimelineModel &timeline, const ChatListModel &chats, const ContactListModel &contacts,
             const AccountListModel &accounts, const Theme &theme, Preferences &preferences, const Clock &clock,
             QWidget *parent = nullptr);
    ~ChatPage() override;

    /// Shows a chat at its unread line or newest message; an invalid id shows the empty page. Focus goes to the composer
    /// if it was in this page, or if focusComposer() is called.
    void showChat(ConversationId conversation);
    ConversationId conversation() const { return m_conversation; }
    void setPanes(Panes panes);
    /// Places a bar of the window below the header, where a window of one pane has it. It stays its owner's to move away.
    void setBanner(QWidget *banner);
    /// What wakes the page when the line about somebody is no longer true. Once, before it is shown.
    void setAlarm(std::unique_ptr<Alarm> alarm);
    /// Gives the page a search of its own: the button in the header, and what openFind() opens. Once, before it is shown.
    void setFind(std::unique_ptr<FindModel> find);
    /// Gives the page what was written in chats and not sent, of all windows. It outlives the page. Once, before a chat is shown.
    void setDrafts(const DraftShelf &drafts) { m_drafts = &drafts; }
    /// Gives the page what is known of groups, and a list for the people of the one that is shown. Once, before it is shown.
    void setRooms(const RoomListModel &rooms, const VoiceRequests &voices, const RoomTyping &typing,
                  std::unique_ptr<OccupantListModel> people, std::unique_ptr<EventLines> lines = {});
    /// Gives the page what became of devices, for lines between the messages. Once, before it is shown.
    void setTrustLines(std::unique_ptr<TrustLines> lines);
    /// Is somebody of this address in the group that is shown, as far as it shows addresses?
    bool isInGroup(const BareJid &jid) const;
    /// Who is on the lists of a group, after membersRequested().
    void setMembers(ConversationId conversation, const QList<RoomMember> &members);
    /// Gives the page what tells of a chat as a whole: its days, what is new in it, its links and marks. Once, before it is shown.
    void setOutline(const ChatOutlineReader &outline, std::function<std::unique_ptr<ShelfModel>()> makeShelf);
    /// Opens or closes what stands beside the messages: the members of a group, else the details.
    void toggleDetails();
    /// Of whoever is shown; others are passed over.
    void setProfile(const ContactProfile &profile);
    void setDirectoryLink(const QString &linkTemplate);
    /// The answer to sharedGroupsAsked().
    void setSharedGroups(AccountId account, const BareJid &peer, const QList<BareJid> &rooms);
    /// Opens the search in this chat; with `text`, for these words, looking at `message` first.
    void openFind(const QString &text = {}, MessageId message = {});
    void stepFind(int by);
    void closeFind();
    /// Scrolls to a message of the chat that is open.
    void showMessage(MessageId message);
    /// What was said at that time, or next.
    void showTime(qint64 time);
    /// The answer to encryptionAsked(), if it is still about the chat that is open.
    void setEncryption(AccountId account, const BareJid &peer, const ChatEncryption &encryption);
    /// It may be otherwise now; an invalid address: for all chats of the account. An invalid account: the question again.
    void askEncryption(AccountId account, const BareJid &peer);
    /// Opens what stands behind the header's word: the devices of a person, or why a group is not encrypted.
    void showEncryption();
    /// The answer to readersAsked().
    void setReaders(MessageId message, const QList<DeviceReport> &readers);
    /// What was wished for about encryption could not be done.
    void showEncryptionError(const QString &text);
    /// What is told and followed; it outlives the page. And who knows where this computer is: nobody is asked unless the user
    /// wishes it.
    void setLivePlaces(const LivePlaceModel &places);
    void setPositions(PositionSource positions) { m_positions = std::move(positions); }
    /// What asks while liveRequested is sent; gone or hidden once the user has cancelled that.
    QPointer<QWidget> liveAsker() const;
    /// The answer to liveRequested.
    void finishLiveRequest(const Status &begun);
    /// Where copies of pictures are kept that go out without their details. Once, before it is shown.
    void setOutgoingFolder(const QString &folder);
    /// The packs of stickers of an account, and where a picture of theirs lies. Once, before it is shown.
    struct StickerSource
    {
        std::function<QList<InstalledPack>(AccountId)> packs;
        std::function<QString(AccountId, const QByteArray &sha256)> path;
    };
    void setStickers(StickerSource source);
    /// This account has other packs now.
    void refreshStickers(AccountId account);
    /// What records and plays, in place of the module. Once, before a chat is shown.
    void setSound(SoundSource source) { m_sound = std::move(source); }
    /// What was recorded in chats and not sent, of all windows. It outlives the page.
    void setVoiceShelf(VoiceShelf &shelf);
    /// Of all windows: only one of them is heard.
    void setSoundTurn(SoundTurn &turn);
    /// Asks above the composer of that chat, which need not be the one that is shown; files that are offered while it asks go along.
    void offerFiles(ConversationId chat, const QStringList &paths, const QImage &image);
    /// The chat is shown here from now on, and was there: the files that were offered come along, and what is being taken back.
    void takeOver(ChatPage &other, ConversationId chat);
    /// The answer to uploadLimitAsked().
    void setUploadLimit(ConversationId chat, const UploadLimit &limit);
    /// How far a file of a message has come.
    void setTransfer(MessageId message, const TransferProgress &progress);
    /// The preview that was wished for is not to be had.
    void setPreviewFailed(MessageId message, const QUrl &link, const Error &error);
    void focusComposer();
    void focusTimeline();
    /// For F6: what of the page is there to go through, in its order.
    QList<QWidget *> panes() const;
    void focusPane(QWidget *pane);
    /// The send command failed and nothing was stored: the text goes back to the field, or to the draft of its chat if
    /// another one is shown now.
    void restoreText(ConversationId conversation, const QString &text, const DraftParts &parts = {});
    /// The same with all that was sent: what was an answer is one again, to the same message, and as a draft to that.
    void restoreFailed(ConversationId conversation, const OutgoingText &text);
    /// The same for what could not be corrected: to be edited on, now or when its chat is shown; as restoreText() where
    /// there is no such message any more, or something else is answered or edited.
    void restoreEdit(ConversationId conversation, MessageId message, const EditedWords &words);
    /// It is stored, and held: for a while it can be taken back.
    void offerUndo(ConversationId conversation, MessageId message);
    /// It was taken back, and is the draft of its chat; or it was too late for that.
    void restoreSent(ConversationId conversation, MessageId message);
    void forgetUndone(MessageId message) { m_undone.remove(message); }
    /// Passes on what waits for a pause: the draft. Call it before the window closes.
    void flush();

Q_SIGNALS:
    /// How do messages of this chat go out?
    void encryptionAsked(jackdaw::AccountId account, const jackdaw::BareJid &peer);
    void encryptionWished(jackdaw::AccountId account, const jackdaw::BareJid &peer, jackdaw::ChatWish wish);
    /// What waits there is to wait for those no more who cannot read it yet.
    void sendToReadersRequested(jackdaw::AccountId account, const jackdaw::BareJid &peer);
    void trustRequested(jackdaw::AccountId account, const jackdaw::OmemoDevice &device, jackdaw::DeviceTrust trust);
    /// The user was told of all devices of `peer`.
    void devicesShown(jackdaw::AccountId account, const jackdaw::BareJid &peer);
    void ownDevicesRequested();
    /// Which devices could read it?
    void readersAsked(jackdaw::MessageId message);
    void repairRequested(jackdaw::AccountId account, const jackdaw::OmemoDevice &device);
    void sendRequested(jackdaw::ConversationId conversation, const jackdaw::OutgoingText &text);
    /// What was just sent is not to go out; restoreSent() or forgetUndone() answers.
    void undoSendRequested(jackdaw::ConversationId conversation, jackdaw::MessageId message);
    void correctRequested(jackdaw::ConversationId conversation, jackdaw::MessageId message, const QString &text,
                          const QList<jackdaw::Mention> &mentions);
    void reactRequested(jackdaw::MessageId message, const QStringList &emoji);
    void forwardRequested(jackdaw::MessageId message, jackdaw::ConversationId to);
    /// After the user confirmed it.
    void stickerRequested(jackdaw::ConversationId conversation, const QString &pack, int place);
    /// The pack of the sticker that a message brings is to be looked at.
    void stickerPackRequested(jackdaw::MessageId message);
    void stickerPicturesChosen(jackdaw::AccountId account, const QStringList &paths);
    void removeStickerPackRequested(jackdaw::AccountId account, const QString &pack);
    void sendFileRequested(jackdaw::ConversationId conversation, const jackdaw::OutgoingFile &file, const QString &caption);
    /// For a chat that may be shown elsewhere by now (offerFiles).
    void filesChosen(jackdaw::ConversationId conversation, const QStringList &paths);
    /// How much may be sent there (setUploadLimit)?
    void uploadLimitAsked(jackdaw::ConversationId conversation);
    void fetchRequested(jackdaw::MessageId message);
    void cancelTransferRequested(jackdaw::MessageId message);
    /// A picture that is not here came on screen.
    void pictureMissed(jackdaw::MessageId message);
    /// The preview of one link of a message is wished for.
    void previewRequested(jackdaw::MessageId message, const QUrl &link);
    void pinRequested(jackdaw::MessageId message, bool pinned);
    void saveRequested(jackdaw::MessageId message, bool saved);
    /// After the user confirmed it.
    void retractRequested(jackdaw::MessageId message);
    void draftChanged(jackdaw::ConversationId conversation, const QString &draft, const jackdaw::DraftParts &parts);
    void typingChanged(jackdaw::ConversationId conversation, jackdaw::ChatState state);
    void retryRequested(jackdaw::MessageId message);
    /// After the user confirmed it.
    void deleteRequested(jackdaw::MessageId message);
    void readUpTo(jackdaw::ConversationId conversation, jackdaw::MessageId message);
    void linkActivated(const QUrl &url);
    /// The user lets them see for a while where they go (finishLiveRequest), or no longer.
    void liveRequested(jackdaw::ConversationId conversation, int minutes, const jackdaw::Place &place, qint64 time,
                       jackdaw::LivePromise promise);
    void stopLiveRequested(jackdaw::AccountId account, const QString &id);
    /// After the user confirmed it.
    void leaveRequested(jackdaw::ConversationId room);
    void joinRequested(const jackdaw::GroupEntry &entry);
    /// Something has to be asked first.
    void joinQuestionRequested(jackdaw::AccountId account, const jackdaw::BareJid &room, jackdaw::JoinGroupDialog::Missing missing);
    void privateRequested(jackdaw::ConversationId room, const QString &nick);
    /// Everybody who is there.
    void occupantsRequested(jackdaw::ConversationId room);
    /// Who is on its lists (setMembers).
    void membersRequested(jackdaw::ConversationId room);
    void memberActRequested(jackdaw::ConversationId room, const jackdaw::MemberWish &wish);
    void groupActRequested(jackdaw::ConversationId room, jackdaw::GroupAct act);
    void voiceAnswered(jackdaw::ConversationId room, const QString &nick, const jackdaw::BareJid &jid, jackdaw::Voice answer);
    /// `who`: as Message::sender; `sender`: what they are called.
    void moderateRequested(jackdaw::ConversationId room, jackdaw::MessageId message, const jackdaw::BareJid &who, const QString &sender);
    void muteRequested(jackdaw::ConversationId conversation, bool muted);
    /// The other side is to look here now (XEP-0224).
    void attentionRequested(jackdaw::ConversationId conversation);
    /// What is here of a group is read up to its beginning: there may be more in its archive.
    void olderRequested(jackdaw::AccountId account, jackdaw::ConversationId room);
    /// The details of a contact are looked at.
    void profileAsked(jackdaw::AccountId account, const jackdaw::BareJid &peer);
    void noteChanged(jackdaw::AccountId account, const jackdaw::BareJid &peer, const QString &note, const QStringList &tags);
    void profileLinkRequested(const QUrl &link);
    /// In which groups is that person as well?
    void sharedGroupsAsked(jackdaw::AccountId account, const jackdaw::BareJid &peer);
    /// Another chat.
    void chatRequested(jackdaw::ConversationId conversation);
    /// What was saved in all chats.
    void allSavedRequested();
    void backRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makeChat();
    bool leaveOne();
    void applyPanes();
    void refreshPeople();
    void refreshAccount();
    // ChatPagePresence.cpp
    void showPresence();
    qint64 lastSeen() const;
    void noteConnections();
    QList<EventLine> offlineLine(MessageId after, MessageId before) const;
    QList<SeenMark> seenBy(const Message &message, int most) const;
    QString seenText(const Message &message) const;
    QList<EventLine> seenLine(MessageId after, MessageId before) const;
    void connectActs();
    void beginReply(MessageId message);
    void beginEdit(MessageId message);
    std::optional<Message> messageOf(MessageId message) const;
    ChatDraft draftOf(ConversationId conversation) const;
    void answer(MessageId message);
    QString authorOf(const Message &message) const;
    void resumeBegun(const DraftParts &parts);
    void chooseReply(int by);
    void sendText(const QString &text);
    void makeUndo();
    void showDetails(MessageId message);
    void chooseForward(MessageId message);
    QString filesWith(MessageId id) const;
    QString quoteOf(MessageId message) const;
    void confirmRetract(MessageId message);
    void noteReactions(MessageId id, const QStringList &ours);
    void chooseReaction(MessageId message, const QPoint &globalPosition);
    ReactionChips::Person personOf(const BareJid &jid) const;
    // ChatPageFiles.cpp
    void connectFiles();
    void attachFiles();
    void openAttachMenu(const QPoint &at);
    // ChatPagePlaces.cpp
    void sharePlace();
    void shareLivePlace();
    bool mayShareLive() const;
    void showLivePlaces();
    QString spokenPlace(const Message &message) const;
    const LivePlace *livePlaceOf(const Message &message, const LiveLink &link) const;
    // ChatPageFiles.cpp
    void shareContact();
    void confirmFiles(const QStringList &paths, const QImage &image);
    void placeFiles(ConversationId chat, SendFilesStrip *strip);
    void takeFilesFrom(ChatPage &other, ConversationId chat);
    void showFiles();
    void closeFiles(ConversationId chat);
    void forgetFiles();
    SendFilesStrip *fileStrip() const;
    void actOnFile(MessageId message, FileAct act);
    QList<StickerPane::Pack> stickerPacks() const;
    void connectStickers();
    void chooseStickerPictures();
    void confirmRemovePack(const QString &pack, const QString &name);
    void showFileError(const QString &text);
    PictureViewer::Picture pictureOf(const ShelfEntry &entry) const;
    void viewPicture(MessageId message);
    void viewPicture(const PictureViewer::Picture &picture, ConversationId conversation);
    PictureViewer::Neighbour besideIn(ConversationId conversation, Attachment::Kind kind);
    // ChatPageVoice.cpp
    void connectVoice();
    void sendVoice(ConversationId chat, const QByteArray &bytes);
    void askAboutVoice(ConversationId chat, const QByteArray &bytes, const Error &error);
    VoiceShelf &voiceShelf();
    void keepVoice();
    void leaveVoice();
    void resumeVoice();
    void forgetVoice();
    VoicePlayback &playback();
    SoundTurn &soundTurn();
    void showPlayback(MessageId before);
    QString playedTitle(const Message &message) const;
    void playNext(MessageId after);
    void viewVideo(const Message &message);
    // ChatPageRoom.cpp
    const RoomListModel::Row *room() const;
    void beginRoom();
    void refreshRoom();
    void showRoomNotice(const std::optional<RoomNoticeLine> &notice);
    void doRoomAct();
    void showVoiceRequests();
    void connectRoomLines();
    void showLines();
    void showAttendance(MessageId from, MessageId to);
    void showRoomTyping();
    QList<PeopleSuggestions::Person> occupantsToMention() const;
    void answerVoice(int index, Voice answer);
    void showVoice(const Room *room);
    void toggleMembers();
    void openMembers();
    void fillMembers();
    void closeMembers();
    ReactionChips::Person occupantOf(const BareJid &who) const;
    void confirmLeave();
    void connectFind();
    void showFindState();
    void confirmDelete(MessageId message);
    // ChatPageDetails.cpp
    void connectHeader();
    void offerActs();
    void askForAttention();
    void chooseDate(qint64 shown);
    void tellAway(const Conversation &chat);
    void closeAway();
    void makeDetails();
    void openDetails();
    void closeDetails();
    void openShelved(const ShelfEntry &entry);
    void showFromDetails(MessageId message);
    void refreshDetails();
    QWidget *sidePane() const;
    void showSideState();
    void arrangeSide();
    // ChatPageEncryption.cpp
    void beginEncryption();
    void showEncryptionState();
    void showTrustLines();
    void showDeviceNotice();
    void openTrust();
    void openGroupTrust();
    void openTrustIn(const BareJid &person);
    bool mayBeEncrypted() const;
    BareJid ownAddress() const;
    QString whoCannotRead() const;
    QString namesOf(const QList<BareJid> &people) const;
    QString whyNobodyReads() const;
    bool readsHere(const BareJid &person) const;
    QHash<BareJid, QString> readerNames() const;
    ChatEncryption encryptionOf(const BareJid &person) const;
    void explainEncryption();
    std::pair<QString, QString> encryptionWords() const;
    void showWhy(MessageId message);
    void mendAndAsk(MessageId message);
    void askToResend(MessageId message);
    QString senderName(const Message &message) const;
    QString senderMark(const BareJid &sender, const QString &nick) const;
    QString senderRole(const BareJid &sender, const QString &nick) const;
    QString spokenText(const Message &message) const;

    TimelineModel &m_model;
    const ChatListModel &m_chats;
    const ContactListModel &m_contacts;
    const AccountListModel &m_accounts;
    const Theme &m_theme;
    Preferences &m_preferences;
    const Clock &m_clock;
    Panes m_panes = Panes::Many;
    ConversationId m_conversation;
    AccountId m_account;
    ConversationKind m_kind = ConversationKind::Chat;
    BareJid m_peer;
    QString m_name;
    QString m_ownName;
    std::unique_ptr<Alarm> m_alarm; ///< when the line about a person ends
    /// Since when an account is not online, as far as that was seen; shown once it is more than a moment.
    struct Offline { qint64 since = 0; bool isShown = false; };
    QHash<AccountId, Offline> m_offline;
    QSet<AccountId> m_online;
    std::optional<ChatEncryption> m_encryption; ///< nothing: nobody has said yet, or it is a group
    std::optional<EncryptionPill::State> m_shownEncryption;
    QStackedWidget *m_stack = nullptr;
    // nullptr before the first chat
    ChatHeader *m_header = nullptr;
    TimelineView *m_timeline = nullptr;
    Composer *m_composer = nullptr;
    UndoStrip *m_undo = nullptr;
    OutgoingText m_justSent;
    /// What is being taken back; Left: another chat was shown since.
    struct Undone { ConversationId chat; OutgoingText text; enum class Field { Here, Left } field = Field::Here; };
    QHash<MessageId, Undone> m_undone;
    QHash<ConversationId, QList<OmemoDevice>> m_toMend; ///< with the next text: it asks for what they wrote once more
    EmojiPicker *m_reactions = nullptr; ///< made when it is first opened
    MessageId m_reactedTo;
    const DraftShelf *m_drafts = nullptr; ///< nullptr where the page was given none
    std::unique_ptr<FindModel> m_find; ///< nullptr where the page has none
    FindBar *m_findBar = nullptr;
    const RoomListModel *m_rooms = nullptr;      ///< nullptr where the page was given none
    std::unique_ptr<OccupantListModel> m_people; ///< the same
    LookAlikes *m_lookAlikes = nullptr;          ///< of m_people
    QHBoxLayout *m_whole = nullptr;
    MembersPane *m_members = nullptr; ///< made when it is first opened
    QString m_directoryLink;
    DetailsPane *m_details = nullptr; ///< the same
    enum class SidePlace { Beside, Over, Instead };
    SidePlace m_sidePlace = SidePlace::Beside; ///< of the one of them that is open
    const ChatOutlineReader *m_outline = nullptr; ///< nullptr where the page was given none
    std::function<std::unique_ptr<ShelfModel>()> m_makeShelf; ///< the same
    AwayStrip *m_away = nullptr;
    QHash<ConversationId, QDeadlineTimer> m_attentions; ///< until then nobody is called again
    Banner *m_roomBanner = nullptr;
    std::optional<RoomNoticeLine> m_roomNotice;
    const VoiceRequests *m_voices = nullptr; ///< as m_rooms
    const RoomTyping *m_roomTyping = nullptr; ///< the same
    std::unique_ptr<EventLines> m_lines;      ///< the same
    std::unique_ptr<TrustLines> m_trustLines; ///< nullptr where the page was given none
    mutable std::pair<MessageId, QString> m_seenBelow; ///< seenLine() of that message: it is asked for with each step of scrolling
    QTimer m_seenAgain; ///< once for many who saw it
    QuestionList *m_voiceQuestions = nullptr; ///< made with the first
    VoiceStrip *m_voiceStrip = nullptr;       ///< the same
    QSet<ConversationId> m_askedVoice;
    Banner *m_deviceBanner = nullptr;
    QString m_deviceNotice; ///< what it says
    QPointer<TrustDialog> m_trust;
    QPointer<GroupTrustDialog> m_groupTrust;
    QTimer m_askAboutReaders;
    QPointer<WhyDialog> m_why;
    QString m_outgoingFolder;
    StickerSource m_stickers;
    SoundSource m_sound = loadSoundModule;
    VoicePlayback *m_playback = nullptr; ///< made with the first that is played, as what shows it
    PlayerBar *m_player = nullptr;
    ConversationId m_played;
    QString m_playedTitle;
    VoiceShelf *m_voiceShelf = nullptr;  ///< of all windows, or its own
    SoundTurn *m_turn = nullptr;         ///< the same
    bool m_isHeard = false;              ///< what m_playback plays
    PositionSource m_positions = loadPositionModule;
    const LivePlaceModel *m_livePlaces = nullptr; ///< nullptr where the page was given none
    QPointer<LivePlaceDialog> m_liveDialog;
    Banner *m_liveBar = nullptr;
    QString m_toldId;    ///< what it is about
    QTimer m_groupsAgain; ///< those that one shares, where they are shown
    QTimer m_liveTimer;  ///< when a card says something else
    std::map<ConversationId, SendFilesStrip *> m_fileStrips; ///< of chats that files were offered to, shown or not
};

} // namespace jackdaw
