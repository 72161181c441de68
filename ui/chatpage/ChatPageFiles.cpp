// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChatPage about files: choosing, dropping and confirming those that go out, and what is done with those that are here.
#include "chatpage/ChatPage.h"

#include "chat/TimelineModel.h"
#include "chatpage/SendContactDialog.h"
#include "composer/Composer.h"
#include "composer/LocalFiles.h"
#include "files/FileOpening.h"
#include "files/PictureViewer.h"
#include "files/SendFilesStrip.h"
#include "omemo/DeviceTrust.h"
#include "search/ShelfModel.h"
#include "style/Direction.h"
#include "timeline/PictureCache.h"
#include "timeline/TimelineView.h"
#include "widgets/MessageBox.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QGuiApplication>
#include <QImage>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPointer>
#include <QThreadPool>

#include <iterator>

using namespace Qt::StringLiterals;

namespace jackdaw {

void ChatPage::connectFiles()
{
    setAcceptDrops(true);
    connect(m_composer, &Composer::attachRequested, this, &ChatPage::attachFiles);
    connect(m_composer, &Composer::attachMenuRequested, this, &ChatPage::openAttachMenu);
    connect(m_composer, &Composer::filesOffered, this, [this](const QStringList &paths) { confirmFiles(paths, {}); });
    connect(m_composer, &Composer::imageOffered, this, [this](const QImage &image) { confirmFiles({}, image); });
    connect(m_timeline, &TimelineView::fileActRequested, this, &ChatPage::actOnFile);
    connectVoice();
    connectStickers();
    connect(m_timeline, &TimelineView::pictureMissed, this, &ChatPage::pictureMissed);
    connect(m_timeline, &TimelineView::previewRequested, this, &ChatPage::previewRequested);
}

void ChatPage::setOutgoingFolder(const QString &folder)
{
    m_outgoingFolder = folder;
}

/// Above the button, which stands at the window's lower edge.
void ChatPage::openAttachMenu(const QPoint &at)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(m_theme.icon(u"paperclip"_s), tr("Attach file\tCtrl+U")), &QAction::triggered, this, &ChatPage::attachFiles);
    connect(menu->addAction(m_theme.icon(u"map-pin"_s), tr("Send a place…")), &QAction::triggered, this, &ChatPage::sharePlace);
    if (mayShareLive())
        connect(menu->addAction(m_theme.icon(u"clock"_s), tr("Share live location…")), &QAction::triggered, this, &ChatPage::shareLivePlace);
    connect(menu->addAction(m_theme.icon(u"user-round"_s), tr("Send a contact…")), &QAction::triggered, this, &ChatPage::shareContact);
    menu->popup(at - QPoint(0, menu->sizeHint().height()));
}

void ChatPage::shareContact()
{
    if (!m_conversation.isValid() || m_composer->isHidden())
        return;
    auto *dialog = new SendContactDialog(m_chats, m_contacts, m_name, m_theme, this);
    connect(dialog, &SendContactDialog::chosen, this, [this, chat = m_conversation](const BareJid &person, const QString &name) {
        OutgoingText text;
        text.body = personUri(person, name);
        Q_EMIT sendRequested(chat, text);
    });
    connect(dialog, &QDialog::finished, this, &ChatPage::focusComposer);
    dialog->open();
}

void ChatPage::attachFiles()
{
    if (!m_conversation.isValid() || m_composer->isHidden())
        return;
    auto *dialog = new QFileDialog(this, tr("Attach file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setAcceptMode(QFileDialog::AcceptOpen);
    // Another chat may be shown by then, a notification was clicked, or this one in a window of its own.
    connect(dialog, &QFileDialog::filesSelected, this,
            [this, chat = m_conversation](const QStringList &paths) { Q_EMIT filesChosen(chat, paths); });
    dialog->open();
}

void ChatPage::confirmFiles(const QStringList &paths, const QImage &image)
{
    if (m_conversation.isValid() && !m_composer->isHidden())
        offerFiles(m_conversation, paths, image);
}

void ChatPage::offerFiles(ConversationId chat, const QStringList &paths, const QImage &image)
{
    if (!m_composer || (paths.isEmpty() && image.isNull()) || !m_chats.find(chat))
        return;
    SendFilesStrip *strip = m_fileStrips[chat];
    if (!strip) {
        strip = new SendFilesStrip(m_outgoingFolder, m_theme);
        strip->setSound(m_sound);
        placeFiles(chat, strip);
        Q_EMIT uploadLimitAsked(chat);
    }
    if (image.isNull())
        strip->addFiles(paths);
    else
        strip->addImage(image);
    showFiles();
    if (chat == m_conversation)
        strip->takeFocus();
}

void ChatPage::placeFiles(ConversationId chat, SendFilesStrip *strip)
{
    m_fileStrips[chat] = strip;
    auto *column = static_cast<QBoxLayout *>(m_composer->parentWidget()->layout());
    column->insertWidget(column->indexOf(m_composer), strip);
    const auto send = [this, chat](const QList<OutgoingFile> &files, const QStringList &captions) {
        for (qsizetype i = 0; i < files.size(); ++i)
            Q_EMIT sendFileRequested(chat, files.at(i), captions.at(i));
    };
    connect(strip, &SendFilesStrip::sendRequested, this, send);
    connect(strip, &SendFilesStrip::closeRequested, this, [this, chat] {
        closeFiles(chat);
        if (chat == m_conversation)
            focusComposer();
    });
}

void ChatPage::takeFilesFrom(ChatPage &other, ConversationId chat)
{
    const auto offered = other.m_fileStrips.find(chat);
    if (offered == other.m_fileStrips.end() || !m_chats.find(chat))
        return;
    if (!m_composer)
        makeChat();
    SendFilesStrip *strip = offered->second;
    other.m_fileStrips.erase(offered);
    strip->disconnect(&other);
    closeFiles(chat);
    placeFiles(chat, strip);
    Q_EMIT uploadLimitAsked(chat); // an answer under way goes to the page that asked
    showFiles();
}

/// Those of this chat, where one may write.
void ChatPage::showFiles()
{
    const bool isSealed = m_encryption && m_encryption->sending != ChatEncryption::Sending::Clear;
    for (const auto &[chat, strip] : m_fileStrips) {
        const bool isShown = chat == m_conversation && !m_composer->isHidden();
        if (isShown)
            strip->setProtection(isSealed ? SendFilesStrip::Protection::Sealed : SendFilesStrip::Protection::Clear);
        strip->setVisible(isShown);
    }
}

void ChatPage::closeFiles(ConversationId chat)
{
    const auto found = m_fileStrips.find(chat);
    if (found == m_fileStrips.end())
        return;
    found->second->hide();
    found->second->deleteLater();
    m_fileStrips.erase(found);
}

SendFilesStrip *ChatPage::fileStrip() const
{
    const auto found = m_fileStrips.find(m_conversation);
    return found == m_fileStrips.end() || found->second->isHidden() ? nullptr : found->second;
}

/// What was offered to somebody whose chat is gone is for nobody else.
void ChatPage::forgetFiles()
{
    QList<ConversationId> gone;
    for (const auto &[chat, strip] : m_fileStrips) {
        if (!m_chats.find(chat))
            gone.append(chat);
    }
    for (const ConversationId chat : std::as_const(gone))
        closeFiles(chat);
    m_undone.removeIf([this](const std::pair<const MessageId &, Undone &> &each) { return !m_chats.find(each.second.chat); });
    m_toMend.removeIf([this](const std::pair<const ConversationId &, QList<OmemoDevice> &> &each) {
        return !m_chats.find(each.first);
    });
}

void ChatPage::setUploadLimit(ConversationId chat, const UploadLimit &limit)
{
    const auto found = m_fileStrips.find(chat);
    if (found != m_fileStrips.end())
        found->second->setLimit(limit);
}

void ChatPage::setTransfer(MessageId message, const TransferProgress &progress)
{
    if (m_timeline)
        m_timeline->setTransfer(message, progress);
}

void ChatPage::setPreviewFailed(MessageId message, const QUrl &link, const Error &error)
{
    if (m_timeline)
        m_timeline->setPreviewFailed(message, link, error);
}

void ChatPage::dragEnterEvent(QDragEnterEvent *event)
{
    const bool isWanted = m_conversation.isValid() && m_composer && !m_composer->isHidden()
        && (!localFiles(*event->mimeData()).isEmpty() || event->mimeData()->hasImage());
    if (isWanted)
        event->acceptProposedAction();
}

void ChatPage::dropEvent(QDropEvent *event)
{
    const QStringList paths = localFiles(*event->mimeData());
    if (paths.isEmpty())
        confirmFiles({}, qvariant_cast<QImage>(event->mimeData()->imageData()));
    else
        confirmFiles(paths, {});
    event->setDropAction(Qt::CopyAction); // what is sent stays where it is
    event->accept();
}

void ChatPage::actOnFile(MessageId id, FileAct act)
{
    const int row = m_model.rowOf(id);
    if (row < 0 || !m_model.message(row).attachment)
        return;
    const Attachment attachment = *m_model.message(row).attachment;
    const bool isHere = !attachment.path.isEmpty() && QFile::exists(attachment.path);
    if (act == FileAct::Download || (act != FileAct::Cancel && !isHere)) {
        // What was here once may have been taken away by somebody: it is fetched again, where it can be.
        Q_EMIT fetchRequested(id);
        return;
    }
    switch (act) {
    case FileAct::Cancel:
        Q_EMIT cancelTransferRequested(id);
        break;
    case FileAct::View:
        if (attachment.kind == Attachment::Kind::Video)
            viewVideo(m_model.message(row));
        else if (attachment.kind == Attachment::Kind::Sticker && attachment.file.sticker && !attachment.file.sticker->pack.isEmpty())
            Q_EMIT stickerPackRequested(id);
        else
            viewPicture(id);
        break;
    case FileAct::Open:
        openFile(this, attachment);
        break;
    case FileAct::SaveAs:
        saveFileAs(this, attachment, [this](const QString &text) { showFileError(text); });
        break;
    case FileAct::ShowInFolder:
        showInFolder(attachment.path);
        break;
    case FileAct::Copy:
        QThreadPool::globalInstance()->start([path = attachment.path] {
            const QImage image = readPicture(path, QSize(8000, 8000));
            QMetaObject::invokeMethod(qApp, [image] {
                if (!image.isNull())
                    QGuiApplication::clipboard()->setImage(image);
            }, Qt::QueuedConnection);
        });
        break;
    case FileAct::PlayPause:
        playback().toggle(id, attachment.path);
        break;
    case FileAct::Rate:
        if (playback().state().message == id)
            playback().turnRate();
        break;
    case FileAct::Download: case FileAct::None: case FileAct::Seek: case FileAct::Retry:
        break;
    }
}

void ChatPage::showFileError(const QString &text)
{
    auto *box = new QMessageBox(this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIcon(QMessageBox::NoIcon);
    box->setWindowTitle(tr("File not saved"));
    setWords(*box, tr("The file was not saved."), text);
    box->open();
}

PictureViewer::Picture ChatPage::pictureOf(const ShelfEntry &entry) const
{
    Message said;
    said.direction = entry.direction;
    said.sender = entry.sender;
    said.nick = entry.nick;
    return {entry.message, *entry.attachment, entry.direction == Direction::Outgoing ? tr("You") : senderName(said),
            entry.direction};
}

void ChatPage::viewPicture(MessageId id)
{
    const Message &message = m_model.message(m_model.rowOf(id));
    const QString from = message.direction == Direction::Outgoing ? tr("You") : senderName(message);
    viewPicture({message.id, *message.attachment, from, message.direction}, m_conversation);
}

/// All of a kind in the chat that are here, however far away.
PictureViewer::Neighbour ChatPage::besideIn(ConversationId conversation, Attachment::Kind kind)
{
    const std::shared_ptr<ShelfModel> shelf = m_makeShelf ? m_makeShelf() : nullptr;
    return [this, shelf, conversation, kind](MessageId from, int by) -> PictureViewer::Picture {
        // Another chat is shown meanwhile, whose pictures are not beside it: nobody there says who sent them.
        const auto beside = shelf && conversation == m_conversation ? shelf->pictureBeside(conversation, from, by, kind) : std::nullopt;
        return beside ? pictureOf(*beside) : PictureViewer::Picture();
    };
}

void ChatPage::viewPicture(const PictureViewer::Picture &picture, ConversationId conversation)
{
    auto *viewer = new PictureViewer(picture, besideIn(conversation, Attachment::Kind::Picture), m_theme, this);
    connect(&m_model, &TimelineModel::messageGone, viewer, &PictureViewer::leave);
    // By what it shows, not by the message: another chat may be open by then.
    connect(viewer, &PictureViewer::saveRequested, this, [this, viewer](const PictureViewer::Picture &shown) {
        saveFileAs(viewer, shown.attachment, [this](const QString &text) { showFileError(text); });
    });
    viewer->QDialog::show();
}

} // namespace jackdaw
