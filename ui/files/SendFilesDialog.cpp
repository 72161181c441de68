// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/SendFilesDialog.h"

#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/SizeText.h"
#include "style/Theme.h"
#include "widgets/Buttons.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QDateTime>
#include <QFileInfo>
#include <QLineEdit>
#include <QScrollArea>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int thumbnail = 56;
constexpr size_t mostFiles = 50;

} // namespace

struct SendFilesDialog::Row
{
    QString name;
    std::optional<Result<PreparedFile>> prepared;
    std::optional<Result<PreparedFile>> smaller;
    bool isShrinking = false;
    QWidget *widget = nullptr;
    QLabel *picture = nullptr;
    Label *line = nullptr;
    bool isGone = false;
};

SendFilesDialog::SendFilesDialog(const QString &chat, const QString &folder, Protection protection, const Theme &theme, QWidget *parent)
    : QDialog(parent), m_folder(folder), m_theme(theme)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Send files"));
    setAccessibleName(tr("Send files"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(12);
    column->addWidget(new ElidedLabel(theme, TypeRole::Heading, Token::Text, tr("Send to %1").arg(isolated(chat)), this));

    auto *inside = new QWidget;
    m_list = new QVBoxLayout(inside);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(8);
    m_list->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(inside);
    scroll->setMinimumSize(theme.scaled(400), theme.scaled(thumbnail + 8));
    scroll->setFocusPolicy(Qt::NoFocus);
    column->addWidget(scroll, 1);

    m_smaller = new QCheckBox(tr("Send smaller pictures"));
    m_smaller->setToolTip(tr("A copy with at most 1,600 pixels a side. Your own files stay as they are."));
    m_smaller->hide();
    column->addWidget(m_smaller);
    connect(m_smaller, &QCheckBox::toggled, this, [this] {
        shrink();
        update();
    });
    m_note = new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::Yes, this);
    m_note->hide();
    column->addWidget(m_note);
    m_caption = new QLineEdit;
    m_caption->setAccessibleName(tr("Caption"));
    m_caption->setPlaceholderText(tr("Add a caption"));
    m_caption->setMaxLength(4000);
    column->addWidget(m_caption);
    if (protection == Protection::Sealed)
        column->addWidget(new Label(theme, TypeRole::Meta, Token::Text2, tr("End-to-end encrypted, as this chat is."), Label::Wrap::Yes, this));
    m_error = new Label(theme, TypeRole::Meta, Token::Bad, {}, Label::Wrap::Yes, this);
    m_error->setAccessibleName({});
    m_error->hide();
    column->addWidget(m_error);

    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *cancel = new TextButton(tr("Cancel"), ButtonKind::Secondary);
    m_send = new TextButton(tr("Send"), ButtonKind::Primary);
    m_send->setDefault(true);
    buttons->addWidget(cancel);
    buttons->addWidget(m_send);
    column->addLayout(buttons);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_send, &QAbstractButton::clicked, this, &SendFilesDialog::submit);
    m_caption->setFocus();
    update();
}

SendFilesDialog::~SendFilesDialog()
{
    for (const auto &row : m_rows) {
        const PreparedFile *sent = m_isSent && !row->isGone ? chosenOf(*row) : nullptr;
        for (const auto &made : {row->prepared, row->smaller}) {
            if (made && *made && (!sent || sent->file.path != (*made)->file.path))
                discard(**made, m_folder);
        }
    }
}

void SendFilesDialog::addFiles(const QStringList &paths)
{
    const QSize size(m_theme.scaled(thumbnail) * 2, m_theme.scaled(thumbnail) * 2);
    for (const QString &path : paths)
        addRow(QFileInfo(path).fileName(), prepareFile(path, m_folder, size));
}

void SendFilesDialog::addImage(const QImage &image)
{
    const QSize size(m_theme.scaled(thumbnail) * 2, m_theme.scaled(thumbnail) * 2);
    const QString name = tr("Picture %1").arg(QDateTime::currentDateTime().toString(u"yyyy-MM-dd HHmmss"_s)) + u".png"_s;
    addRow(name, prepareImage(image, name, m_folder, size));
}

void SendFilesDialog::addRow(const QString &name, const QFuture<Result<PreparedFile>> &future)
{
    if (m_rows.size() >= mostFiles)
        return;
    auto made = std::make_unique<Row>();
    Row *row = made.get();
    m_rows.push_back(std::move(made));
    row->name = name;
    row->widget = new QWidget;
    auto *line = new QHBoxLayout(row->widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    row->picture = new QLabel;
    const int side = m_theme.scaled(thumbnail);
    row->picture->setFixedSize(side, side);
    row->picture->setAlignment(Qt::AlignCenter);
    row->picture->setPixmap(m_theme.pixmap(u"file-text"_s, m_theme.scaled(24), m_theme.color(Token::Link), devicePixelRatioF()));
    line->addWidget(row->picture);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addStretch();
    texts->addWidget(new ElidedLabel(m_theme, TypeRole::BodyStrong, Token::Text, name));
    row->line = new Label(m_theme, TypeRole::Meta, Token::Text2, tr("Looking at it\u2026"), Label::Wrap::Yes);
    texts->addWidget(row->line);
    texts->addStretch();
    line->addLayout(texts, 1);
    auto *remove = new IconButton(m_theme, u"x"_s, tr("Remove %1").arg(name));
    line->addWidget(remove);
    m_list->insertWidget(m_list->count() - 1, row->widget);
    connect(remove, &QAbstractButton::clicked, this, [this, row] {
        row->isGone = true;
        row->widget->hide();
        const bool isEmpty = std::all_of(m_rows.cbegin(), m_rows.cend(), [](const auto &each) { return each->isGone; });
        if (isEmpty)
            reject();
        else
            update();
    });
    auto *scroll = findChild<QScrollArea *>();
    const int shown = int(std::min<size_t>(m_rows.size(), 4));
    scroll->setMinimumHeight(shown * (side + 8) + 4);
    auto waiting = future;
    waiting.then(this, [this, row](const Result<PreparedFile> &prepared) {
        row->prepared = prepared;
        showRow(*row);
        shrink();
        update();
    });
    update();
}

void SendFilesDialog::setLimit(const UploadLimit &limit)
{
    m_limit = limit;
    update();
}

const PreparedFile *SendFilesDialog::chosenOf(const Row &row) const
{
    if (!row.prepared || !*row.prepared)
        return nullptr;
    const bool isSmaller = m_smaller->isChecked() && row.smaller && *row.smaller;
    return isSmaller ? &**row.smaller : &**row.prepared;
}

/// Makes the copies that are wanted and not there.
void SendFilesDialog::shrink()
{
    const QSize size(m_theme.scaled(thumbnail) * 2, m_theme.scaled(thumbnail) * 2);
    for (const auto &each : m_rows) {
        Row *row = each.get();
        if (row->isGone || !row->prepared || !*row->prepared)
            continue;
        const bool isNew = m_smaller->isChecked() && !row->smaller && !row->isShrinking && mayShrink(**row->prepared);
        if (isNew) {
            row->isShrinking = true;
            prepareSmaller(**row->prepared, m_folder, size).then(this, [this, row](const Result<PreparedFile> &smaller) {
                row->isShrinking = false;
                row->smaller = smaller;
                showRow(*row);
                update();
            });
        }
        showRow(*row);
    }
}

void SendFilesDialog::showRow(const Row &row)
{
    if (!*row.prepared) {
        row.line->setToken(Token::Bad);
        row.line->setText(errorText(row.prepared->error()));
        return;
    }
    const PreparedFile *prepared = chosenOf(row);
    QString words = fileSizeText(prepared->size);
    if (prepared->file.width > 0)
        words += u" \u00B7 "_s + tr("%1 \u00D7 %2").arg(prepared->file.width).arg(prepared->file.height);
    if (prepared->keepsDetails)
        words += u'\n' + tr("Too large to remove details such as where it was taken.");
    row.line->setText(words);
    if (!prepared->preview.isNull()) {
        const qreal ratio = devicePixelRatioF();
        QPixmap pixmap = QPixmap::fromImage(prepared->preview.scaled(row.picture->size() * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
        pixmap.setDevicePixelRatio(ratio);
        row.picture->setPixmap(pixmap);
    }
}

void SendFilesDialog::update()
{
    bool isReady = false;
    bool isWaiting = false;
    bool canShrink = false;
    bool lostDetails = false;
    bool lostLocation = false;
    QString error;
    for (const auto &row : m_rows) {
        if (row->isGone)
            continue;
        if (!row->prepared) {
            isWaiting = true;
            continue;
        }
        if (!*row->prepared) {
            error = tr("%1 cannot be sent. Remove it from the list.").arg(isolated(row->name));
            continue;
        }
        const PreparedFile &file = *chosenOf(*row);
        isReady = true;
        isWaiting = isWaiting || row->isShrinking;
        canShrink = canShrink || mayShrink(**row->prepared);
        lostDetails = lostDetails || file.lostDetails;
        lostLocation = lostLocation || file.lostLocation;
        if (m_limit && m_limit->maximum > 0 && file.size > m_limit->maximum)
            error = tr("%1 is larger than your server allows (%2).").arg(isolated(row->name), fileSizeText(m_limit->maximum));
    }
    if (m_limit && m_limit->service == UploadLimit::Service::None)
        error = tr("Your server takes no files. Ask your provider.");
    m_smaller->setVisible(canShrink);
    m_note->setVisible(lostDetails);
    m_note->setText(lostLocation ? tr("Removed from the picture: where it was taken, camera and other details.")
                                 : tr("Removed from the picture: camera and other details."));
    m_error->setVisible(!error.isEmpty());
    m_error->setText(error);
    m_send->setEnabled(isReady && !isWaiting && error.isEmpty());
}

void SendFilesDialog::submit()
{
    QList<OutgoingFile> files;
    for (const auto &row : m_rows) {
        if (row->isGone || !row->prepared || !*row->prepared)
            continue;
        files.append(chosenOf(*row)->file);
    }
    if (files.isEmpty() || m_isSent)
        return;
    m_isSent = true;
    Q_EMIT sendRequested(files, m_caption->text().trimmed());
    accept();
}

} // namespace jackdaw
