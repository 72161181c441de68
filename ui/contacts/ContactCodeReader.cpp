// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/ContactCodeReader.h"

#include "base/Jid.h"
#include "codes/Codes.h"

#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMimeData>
#include <QUrl>

namespace jackdaw {

using namespace Qt::StringLiterals;

ContactCodeReader::ContactCodeReader(QWidget *dialog) : QObject(dialog), m_dialog(dialog) {}

void ContactCodeReader::readFile()
{
    auto *chooser = new QFileDialog(m_dialog, tr("Picture with a code"), {},
                                    tr("Pictures (*.png *.jpg *.jpeg *.webp *.gif *.bmp);;All files (*)"));
    chooser->setAttribute(Qt::WA_DeleteOnClose);
    chooser->setFileMode(QFileDialog::ExistingFile);
    connect(chooser, &QFileDialog::fileSelected, this, &ContactCodeReader::readPicture);
    chooser->open();
}

void ContactCodeReader::readPicture(const QString &path)
{
    codesIn([path] { return readCodePicture(path); }).then(this, [this](const Result<QStringList> &codes) {
        take(codes);
    });
}

void ContactCodeReader::readClipboard()
{
    const QMimeData *copied = QGuiApplication::clipboard()->mimeData();
    const QList<QUrl> files = copied ? copied->urls() : QList<QUrl>();
    if (copied && copied->hasImage()) {
        codesIn([picture = QGuiApplication::clipboard()->image()] {
            return picture;
        }).then(this, [this](const Result<QStringList> &codes) { take(codes); });
    } else if (!files.isEmpty() && files.constFirst().isLocalFile()) {
        readPicture(files.constFirst().toLocalFile());
    } else {
        Q_EMIT refused(tr("The clipboard holds no picture. Copy one with the code, then try again."));
    }
}

std::optional<QString> ContactCodeReader::personIn(const QStringList &codes)
{
    for (const QString &code : codes) {
        const QString text = code.trimmed();
        const bool isLink = text.startsWith("xmpp:"_L1, Qt::CaseInsensitive);
        const QUrl link(isLink ? text : QString());
        if (isLink && link.query().section(u';', 0, 0) == "join"_L1) {
            continue; // XEP-0045, 17.1.1
        }
        const auto jid = BareJid::parse(isLink ? link.path(QUrl::FullyDecoded).section(u'/', 0, 0) : text);
        if (jid && !jid->local().isEmpty()) {
            return text;
        }
    }
    return {};
}

void ContactCodeReader::take(const Result<QStringList> &codes)
{
    if (!codes) {
        Q_EMIT refused(codes.error().kind == ErrorKind::Unavailable
                           ? tr("Codes cannot be read: a part of Jackdaw is not installed. Type the address instead.")
                           : tr("That is no picture that can be read. Choose another one."));
    } else if (const auto person = personIn(*codes)) {
        Q_EMIT found(*person);
    } else {
        Q_EMIT refused(codes->isEmpty() ? tr("There is no code in that picture. Choose another one.")
                                        : tr("The code is not of anybody\u2019s address. Choose another one."));
    }
}

} // namespace jackdaw
