// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/CleanupDialog.h"

#include "style/Direction.h"
#include "style/SizeText.h"
#include "widgets/Labels.h"

#include <QCheckBox>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

QString CleanupDialog::kindText(Attachment::Kind kind)
{
    switch (kind) {
    case Attachment::Kind::Picture: return tr("Pictures");
    case Attachment::Kind::Sticker: return tr("Stickers");
    case Attachment::Kind::Video: return tr("Videos");
    case Attachment::Kind::Audio: return tr("Voice and audio");
    case Attachment::Kind::File: break;
    }
    return tr("Other files");
}

CleanupDialog::CleanupDialog(const Theme &theme, const QString &chat, const DiskUse &use, QWidget *parent)
    : AskDialog(theme, tr("Clean up"), tr("Delete files"), parent)
{
    setDestructive();
    setWindowModality(Qt::WindowModal);
    fields()->addWidget(new Label(theme, TypeRole::BodyStrong, Token::Text,
                                  tr("Delete these files of %1 from this computer?").arg(isolated(breakable(chat))), Label::Wrap::Yes));
    for (const Attachment::Kind kind : {Attachment::Kind::Picture, Attachment::Kind::Sticker, Attachment::Kind::Video, Attachment::Kind::Audio,
                                       Attachment::Kind::File}) {
        const DiskUse::Part &part = use.parts[size_t(kind)];
        if (part.files == 0)
            continue;
        auto *box = new QCheckBox(kindText(kind) + u" \u00B7 "_s + fileSizeText(part.bytes));
        box->setChecked(true);
        connect(box, &QCheckBox::toggled, this, [this] {
            bool isAny = false;
            for (const auto &each : std::as_const(m_kinds))
                isAny = isAny || each.second->isChecked();
            isAny ? setReady() : setBusy();
        });
        m_kinds.append({kind, box});
        fields()->addWidget(box);
    }
    fields()->addWidget(new Label(theme, TypeRole::Body, Token::Text2,
                                  tr("The messages stay, and say that the file is not on this computer any more. It can be downloaded again "
                                     "as long as the server keeps it; one that came straight from somebody cannot. What is still being sent is not "
                                     "deleted."),
                                  Label::Wrap::Yes));
}

void CleanupDialog::submit()
{
    FileKinds kinds;
    for (const auto &[kind, box] : std::as_const(m_kinds)) {
        if (box->isChecked())
            kinds |= fileKind(kind);
    }
    if (!kinds)
        return;
    Q_EMIT chosen(kinds);
    accept();
}

} // namespace jackdaw
