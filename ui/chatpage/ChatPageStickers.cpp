// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChatPage about stickers: those that can be sent here, and what is wished for about their packs.
#include "chatpage/ChatPage.h"

#include "chat/TimelineModel.h"
#include "composer/Composer.h"
#include "style/Direction.h"
#include "style/Theme.h"
#include "widgets/MessageBox.h"

#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>

namespace jackdaw {

using namespace Qt::StringLiterals;

void ChatPage::setStickers(StickerSource source)
{
    m_stickers = std::move(source);
    if (m_composer)
        connectStickers();
}

void ChatPage::connectStickers()
{
    if (!m_stickers.packs)
        return;
    m_composer->setStickers([this] { return stickerPacks(); });
    connect(m_composer, &Composer::stickerChosen, this, [this](const QString &pack, int place) {
        if (m_conversation.isValid())
            Q_EMIT stickerRequested(m_conversation, pack, place);
    });
    connect(m_composer, &Composer::newStickerPackRequested, this, &ChatPage::chooseStickerPictures);
    connect(m_composer, &Composer::removeStickerPackRequested, this, &ChatPage::confirmRemovePack);
}

QList<StickerPane::Pack> ChatPage::stickerPacks() const
{
    QList<StickerPane::Pack> packs;
    const QList<InstalledPack> installed = m_stickers.packs(m_account);
    for (const InstalledPack &each : installed) {
        StickerPane::Pack pack{each.pack.id, each.pack.name().simplified(), {}, each.used};
        for (qsizetype i = 0; i < each.pack.stickers.size(); ++i) {
            const StickerPack::Sticker &sticker = each.pack.stickers.at(i);
            QStringList words;
            for (const StickerPack::Text &suggest : sticker.suggests)
                words.append(suggest.text);
            pack.stickers.append({m_stickers.path(m_account, sticker.sha256), sticker.description,
                                  words.join(u' '), each.pack.id, int(i)});
        }
        packs.append(pack);
    }
    return packs;
}

void ChatPage::refreshStickers(AccountId account)
{
    if (m_composer && account == m_account)
        m_composer->refreshStickers();
}

void ChatPage::chooseStickerPictures()
{
    auto *dialog = new QFileDialog(this, tr("Pictures for a sticker pack"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setAcceptMode(QFileDialog::AcceptOpen);
    dialog->setNameFilter(tr("Pictures (%1)").arg(u"*.png *.webp *.gif *.jpg *.jpeg"_s));
    connect(dialog, &QFileDialog::filesSelected, this,
            [this, account = m_account](const QStringList &paths) { Q_EMIT stickerPicturesChosen(account, paths); });
    dialog->open();
}

void ChatPage::confirmRemovePack(const QString &pack, const QString &name)
{
    auto *question = new QMessageBox(this);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::NoIcon);
    question->setWindowTitle(tr("Remove pack"));
    question->setTextFormat(Qt::PlainText);
    question->setText(name.isEmpty() ? tr("Remove this sticker pack from all your devices?")
                                     : tr("Remove the sticker pack %1 from all your devices?").arg(isolated(name)));
    auto *remove = question->addButton(tr("Remove pack"), QMessageBox::DestructiveRole);
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(question, &QMessageBox::buttonClicked, this,
            [this, account = m_account, pack, remove](const QAbstractButton *clicked) {
        if (clicked == remove)
            Q_EMIT removeStickerPackRequested(account, pack);
    });
    question->open();
}

} // namespace jackdaw
