// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/StickerFlow.h"

#include "chatpage/ChatPage.h"
#include "chatpage/NewStickerPackDialog.h"
#include "chatpage/StickerPackDialog.h"
#include "files/StickerFolder.h"
#include "files/StickerReader.h"
#include "shell/AppContext.h"
#include "shell/Wishes.h"

#include <QPointer>

namespace jackdaw {

StickerFlow::StickerFlow(AppContext &context, Wishes &wishes, QObject *parent)
    : QObject(parent), m_context(context), m_wishes(wishes)
{
}

void StickerFlow::connectPage(ChatPage &page)
{
    page.setStickers({[this](AccountId account) { return StickerReader(m_context.reading()).packs(account); },
                      [this](AccountId account, const QByteArray &sha256) {
        return StickerFolder(m_context.profile().folder(), account).pathOf(sha256);
    }});
    connect(&m_context, &AppContext::stickerPacksChanged, &page, &ChatPage::refreshStickers);
    connect(&page, &ChatPage::stickerRequested, &m_wishes, &Wishes::sendSticker);
    connect(&page, &ChatPage::removeStickerPackRequested, &m_wishes, &Wishes::removeStickers);
    connect(&page, &ChatPage::stickerPackRequested, this, [this, &page](MessageId message) { look(page, message); });
    connect(&page, &ChatPage::stickerPicturesChosen, this,
            [this, &page](AccountId account, const QStringList &paths) { make(page, account, paths); });
}

void StickerFlow::look(QWidget &over, MessageId message)
{
    auto *dialog = new StickerPackDialog(m_context.theme(), &over);
    const auto show = [shown = QPointer(dialog)](const Result<StickerLook> &found) {
        if (!shown)
            return;
        if (found)
            shown->setLook(*found);
        else
            shown->showError(found.error());
    };
    connect(dialog, &StickerPackDialog::loadRequested, this,
            [this, show](const StickerLook &look) { m_wishes.loadStickers(look).then(this, show); });
    connect(dialog, &StickerPackDialog::installRequested, this,
            [this, shown = QPointer(dialog)](const StickerLook &look) {
        m_wishes.installStickers(look).then(this, [shown](const Status &installed) {
            if (!shown)
                return;
            if (installed)
                shown->accept();
            else
                shown->showError(installed.error());
        });
    });
    connect(dialog, &StickerPackDialog::removeRequested, &m_wishes, &Wishes::removeStickers);
    connect(dialog, &StickerPackDialog::askRequested, this, [this, show, message] {
        m_wishes.lookAtStickers(message, StickerLook::Ask::Stranger).then(this, show);
    });
    m_wishes.lookAtStickers(message, StickerLook::Ask::Friend).then(this, show);
    dialog->open();
}

void StickerFlow::make(QWidget &over, AccountId account, const QStringList &paths)
{
    const QString folder = m_context.profile().folder() + QStringLiteral("/files/outgoing");
    auto *dialog = new NewStickerPackDialog(m_context.theme(), paths, folder, &over);
    connect(dialog, &NewStickerPackDialog::makeRequested, this,
            [this, account, shown = QPointer(dialog)](const QString &name, const QList<NewSticker> &stickers) {
        // Closed meanwhile, it is not made; one that another window makes is not this one's to stop.
        const auto stop = connect(shown, &QDialog::rejected, &m_wishes,
                                  [this, account] { m_wishes.stopMakingStickers(account); });
        m_wishes.makeStickers(account, name, stickers).then(this, [shown, stop](const Result<QString> &made) {
            disconnect(stop);
            if (!shown)
                return;
            if (made)
                shown->accept();
            else
                shown->showError(stickerErrorText(made.error()));
        });
    });
    dialog->open();
}

} // namespace jackdaw
