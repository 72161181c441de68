// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatpage/NewStickerPackDialog.h"

#include "files/PreparedFile.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/Theme.h"
#include "timeline/PictureCache.h"
#include "widgets/Labels.h"

#include <QApplication>
#include <QBoxLayout>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPointer>
#include <QScrollArea>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int mostSide = 512; ///< pixels of a sticker
constexpr int shownSide = 44;
constexpr int mostNameLength = 100;
constexpr int mostWordsLength = 60;

QLineEdit *makeField(const QString &name, int longest)
{
    auto *field = new QLineEdit;
    field->setAccessibleName(name);
    field->setMaxLength(longest);
    return field;
}

} // namespace

NewStickerPackDialog::NewStickerPackDialog(const Theme &theme, const QStringList &paths, const QString &folder,
                                           QWidget *parent)
    : AskDialog(theme, tr("New sticker pack"), tr("Make pack"), parent), m_theme(theme), m_folder(folder),
      m_name(makeField(tr("Name of the pack"), mostNameLength))
{
    setWindowModality(Qt::WindowModal);
    m_name->setPlaceholderText(tr("Name of the pack"));
    fields()->addWidget(m_name);
    auto *inside = new QWidget;
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(8);
    for (const QString &path : paths.first(std::min<qsizetype>(paths.size(), StickerPack::mostStickers))) {
        auto *row = new QHBoxLayout;
        row->setSpacing(12);
        auto *picture = new QLabel;
        picture->setFixedSize(theme.scaled(shownSide), theme.scaled(shownSide));
        picture->setAlignment(Qt::AlignCenter);
        const QString name = QFileInfo(path).completeBaseName();
        auto *words = makeField(tr("Emoji or words for %1").arg(isolated(QFileInfo(path).fileName())), mostWordsLength);
        words->setText(name.left(mostWordsLength).simplified());
        row->addWidget(picture);
        row->addWidget(words, 1);
        column->addLayout(row);
        m_rows.append({path, words});
        const QSize size = picture->size() * devicePixelRatioF();
        QThreadPool::globalInstance()->start([path, size, ratio = devicePixelRatioF(), shown = QPointer(picture)] {
            const QImage image = readPicture(path, size);
            QMetaObject::invokeMethod(qApp, [image, ratio, shown] {
                if (!shown)
                    return;
                QPixmap pixmap = QPixmap::fromImage(image);
                pixmap.setDevicePixelRatio(ratio);
                shown->setPixmap(pixmap);
            }, Qt::QueuedConnection);
        });
    }
    column->addStretch();
    auto *area = new QScrollArea;
    area->setWidget(inside);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setMinimumSize(theme.scaled(360), theme.scaled(std::min(280, 60 * int(m_rows.size()))));
    fields()->addWidget(area);
    if (paths.size() > m_rows.size()) {
        fields()->addWidget(new Label(theme, TypeRole::Body, Token::Text,
                                      tr("A pack has room for %1 pictures: the first %1 of the %2 that you chose are "
                                         "taken.").arg(m_rows.size()).arg(paths.size()),
                                      Label::Wrap::Yes));
    }
    fields()->addWidget(new Label(theme, TypeRole::Meta, Token::Text2,
                                  tr("The pictures are put on your server, where whoever knows your address can "
                                     "find and fetch them."),
                                  Label::Wrap::Yes));
    m_name->setFocus();
}

void NewStickerPackDialog::submit()
{
    if (m_name->text().trimmed().isEmpty()) {
        showError(tr("The pack needs a name."));
        m_name->setFocus();
        return;
    }
    setBusy();
    m_made.clear();
    prepareNext();
}

/// One after the other: a still one small and without anything but its pixels, one that moves as it is, without its
/// maker's details.
void NewStickerPackDialog::prepareNext()
{
    if (m_made.size() == m_rows.size()) {
        Q_EMIT makeRequested(m_name->text().trimmed(), m_made);
        return;
    }
    const Row &row = m_rows.at(m_made.size());
    const QString words = row.words->text().simplified();
    const auto take = [this, words](const Result<PreparedFile> &prepared) {
        if (!prepared) {
            showError(errorText(prepared.error()));
            return;
        }
        const OutgoingFile &file = prepared->file;
        m_made.append({file.path, file.mediaType, words, file.width, file.height});
        prepareNext();
    };
    prepareFile(row.path, m_folder, QSize(mostSide, mostSide))
        .then(this, [this, take](const Result<PreparedFile> &prepared) {
        if (!prepared || prepared->mayMove || prepared->preview.isNull()) {
            const bool isNone = prepared && prepared->preview.isNull();
            take(isNone ? Result<PreparedFile>(Error{ErrorKind::FileBroken, u"no picture"_s, {}}) : prepared);
            return;
        }
        // A canvas of its own: what the file tells besides its pixels stays with the file.
        QImage small(prepared->preview.size(), QImage::Format_ARGB32_Premultiplied);
        small.fill(Qt::transparent);
        QPainter(&small).drawImage(QPoint(0, 0), prepared->preview);
        discard(*prepared, m_folder);
        prepareImage(small, u"sticker.png"_s, m_folder, QSize(mostSide, mostSide)).then(this, take);
    });
}

} // namespace jackdaw
