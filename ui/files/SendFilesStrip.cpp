// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/SendFilesStrip.h"

#include "sound/VideoPosters.h"
#include "style/Direction.h"
#include "style/ErrorText.h"
#include "style/SizeText.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "widgets/Buttons.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPointer>
#include <QScrollArea>

#include <algorithm>
#include <iterator>
#include <utility>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int thumbnail = 48;
constexpr int rowGap = 6;
constexpr int captionGap = 4; ///< above and below the words of one
constexpr int columnWidth = 880; ///< of the timeline (design/ui.md, "Layout grid")
constexpr int mostFiles = 50;
constexpr int mostCaption = 4000; ///< letters
constexpr qsizetype mostNames = 3; ///< in a sentence

struct StripWords
{
    Q_DECLARE_TR_FUNCTIONS(SendFilesStrip)
};

/// "a.png, b.png and 4 more".
QString namesOf(const QStringList &names)
{
    QStringList parts;
    for (const QString &name : names.first(std::min(names.size(), mostNames)))
        parts.append(isolated(name));
    if (names.size() > mostNames)
        //: at the end of a list of files
        parts.append(StripWords::tr("%L1 more").arg(names.size() - mostNames));
    return QLocale().createSeparatedList(parts);
}

} // namespace

struct SendFilesStrip::Row
{
    QString name;
    std::optional<Result<PreparedFile>> prepared;
    std::optional<Result<PreparedFile>> smaller;
    bool isShrinking = false;
    bool isLooking = false; ///< how it begins, and how long it is, of a film
    bool isAdding = false;  ///< what was seen of it
    QWidget *widget = nullptr;
    QLabel *picture = nullptr;
    Label *line = nullptr;
    QLineEdit *caption = nullptr; ///< of this one, where there are others
    IconButton *up = nullptr;     ///< the same
    bool isGone = false;
};

SendFilesStrip::SendFilesStrip(const QString &folder, const Theme &theme, QWidget *parent)
    : QWidget(parent), m_folder(folder), m_theme(theme)
{
    setAccessibleName(tr("Send files"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);

    auto *inside = new QWidget;
    m_list = new QVBoxLayout(inside);
    m_list->setContentsMargins(0, 0, 0, 0);
    m_list->setSpacing(rowGap);
    m_list->addStretch();
    m_scroll = new QScrollArea;
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(inside);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    column->addWidget(m_scroll);

    m_smaller = new QCheckBox(tr("Send smaller pictures"));
    m_smaller->setToolTip(tr("A copy with at most 1,600 pixels a side. Your own files stay as they are."));
    m_smaller->hide();
    column->addWidget(m_smaller);
    connect(m_smaller, &QCheckBox::toggled, this, [this] {
        shrink();
        review();
    });
    m_note = new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::Yes, this);
    m_note->hide();
    column->addWidget(m_note);
    m_sealed = new Label(theme, TypeRole::Meta, Token::Text2, tr("End-to-end encrypted, as this chat is."),
                         Label::Wrap::Yes, this);
    m_sealed->hide();
    column->addWidget(m_sealed);
    m_error = new Label(theme, TypeRole::Meta, Token::Bad, {}, Label::Wrap::Yes, this);
    m_error->setAccessibleName({});
    m_error->hide();
    column->addWidget(m_error);

    auto *line = new QHBoxLayout;
    line->setSpacing(8);
    m_caption = new QLineEdit;
    m_caption->setAccessibleName(tr("Caption"));
    m_caption->setPlaceholderText(tr("Add a caption"));
    m_caption->setMaxLength(mostCaption);
    line->addWidget(m_caption, 1);
    auto *cancel = new TextButton(tr("Cancel"), ButtonKind::Secondary);
    cancel->setToolTip(tr("Cancel (%1)").arg(QKeySequence(Qt::Key_Escape).toString(QKeySequence::NativeText)));
    m_send = new TextButton(tr("Send"), ButtonKind::Primary);
    line->addWidget(cancel);
    line->addWidget(m_send);
    column->addLayout(line);
    connect(cancel, &QAbstractButton::clicked, this, &SendFilesStrip::closeRequested);
    connect(m_send, &QAbstractButton::clicked, this, &SendFilesStrip::submit);
    connect(m_caption, &QLineEdit::returnPressed, this, &SendFilesStrip::submit);
    connect(&theme, &Theme::changed, this, [this] { // it may stand for long
        for (const auto &row : m_rows)
            showPicture(*row);
        showAsMany();
        QWidget::update();
    });
    review();
}

SendFilesStrip::~SendFilesStrip()
{
    for (const auto &row : m_rows) {
        const PreparedFile *sent = m_isSent && !row->isGone ? chosenOf(*row) : nullptr;
        for (const auto &made : {row->prepared, row->smaller}) {
            if (made && *made && (!sent || sent->file.path != (*made)->file.path))
                discard(**made, m_folder);
        }
    }
}

void SendFilesStrip::addFiles(const QStringList &paths)
{
    const QSize size(m_theme.scaled(thumbnail) * 2, m_theme.scaled(thumbnail) * 2);
    for (const QString &path : paths) {
        if (!hasRoom())
            break;
        addRow(QFileInfo(path).fileName(), prepareFile(path, m_folder, size));
    }
}

/// Says so where there is none.
bool SendFilesStrip::hasRoom()
{
    m_isCut = std::count_if(m_rows.cbegin(), m_rows.cend(), [](const auto &each) { return !each->isGone; }) >= mostFiles;
    if (m_isCut)
        review();
    return !m_isCut;
}

void SendFilesStrip::addImage(const QImage &image)
{
    if (!hasRoom())
        return;
    const QSize size(m_theme.scaled(thumbnail) * 2, m_theme.scaled(thumbnail) * 2);
    const QString name = tr("Picture %1").arg(QDateTime::currentDateTime().toString(u"yyyy-MM-dd HHmmss"_s)) + u".png"_s;
    addRow(name, prepareImage(image, name, m_folder, size));
}

void SendFilesStrip::addRow(const QString &name, const QFuture<Result<PreparedFile>> &future)
{
    auto made = std::make_unique<Row>();
    Row *row = made.get();
    m_rows.push_back(std::move(made));
    row->name = name;
    row->widget = new QWidget;
    auto *line = new QHBoxLayout(row->widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    row->picture = new QLabel;
    row->picture->setAlignment(Qt::AlignCenter);
    showPicture(*row);
    line->addWidget(row->picture);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addStretch();
    texts->addWidget(new ElidedLabel(m_theme, TypeRole::BodyStrong, Token::Text, name));
    row->line = new Label(m_theme, TypeRole::Meta, Token::Text2, tr("Looking at it\u2026"), Label::Wrap::Yes);
    texts->addWidget(row->line);
    row->caption = new QLineEdit;
    row->caption->setAccessibleName(tr("Caption of %1").arg(name));
    row->caption->setPlaceholderText(tr("Add a caption"));
    row->caption->setMaxLength(mostCaption);
    texts->addSpacing(captionGap);
    texts->addWidget(row->caption);
    texts->addSpacing(captionGap);
    connect(row->caption, &QLineEdit::returnPressed, this, &SendFilesStrip::submit);
    texts->addStretch();
    line->addLayout(texts, 1);
    row->up = new IconButton(m_theme, u"chevron-up"_s, tr("Move %1 up").arg(name));
    line->addWidget(row->up);
    connect(row->up, &QAbstractButton::clicked, this, [this, row] { moveUp(row); });
    auto *remove = new IconButton(m_theme, u"x"_s, tr("Remove %1").arg(name));
    line->addWidget(remove);
    m_list->insertWidget(m_list->count() - 1, row->widget);
    connect(remove, &QAbstractButton::clicked, this, [this, row] {
        row->isGone = true;
        row->widget->hide();
        const bool isEmpty = std::all_of(m_rows.cbegin(), m_rows.cend(), [](const auto &each) { return each->isGone; });
        showAsMany();
        if (isEmpty)
            Q_EMIT closeRequested();
        else
            review();
    });
    showAsMany();
    auto waiting = future;
    waiting.then(this, [this, row](const Result<PreparedFile> &prepared) {
        row->prepared = prepared;
        row->isLooking = m_sound && prepared && prepared->isFilm;
        showRow(*row);
        shrink();
        lookAtFilms();
        review();
        showAsMany(); // as high as what is said of them
    });
    review();
}

/// One after the other. Those that are too many to wait for their turn are asked for again, whenever one was looked at.
void SendFilesStrip::lookAtFilms()
{
    for (const auto &each : m_rows) {
        Row *row = each.get();
        if (!row->isLooking || row->isGone)
            continue;
        if (!m_posters) {
            m_posters = std::make_unique<VideoPosters>();
            m_posters->setSound(m_sound);
            connect(m_posters.get(), &VideoPosters::ready, this, &SendFilesStrip::lookAtFilms);
        }
        const QString path = (*row->prepared)->file.path;
        const bool isMade = m_posters->isMade(path);
        const VideoPosters::Poster poster = m_posters->poster(path);
        if (!isMade)
            continue;
        row->isLooking = false;
        if (poster.pixmap.isNull()) { // what cannot be shown here may still be sent
            showRow(*row);
            review();
            continue;
        }
        row->isAdding = true;
        const int side = m_theme.scaled(thumbnail) * 2;
        withFilm(**row->prepared, poster.pixmap.toImage(), poster.size, poster.length, QSize(side, side))
            .then(this, [this, row](const Result<PreparedFile> &prepared) {
                row->isAdding = false;
                row->prepared = prepared;
                showRow(*row);
                review();
                showAsMany();
            });
    }
}

void SendFilesStrip::setLimit(const UploadLimit &limit)
{
    m_limit = limit;
    shrink();
    review();
}

bool SendFilesStrip::isTooLarge(const PreparedFile &file) const
{
    return m_limit && m_limit->maximum > 0 && file.size > m_limit->maximum;
}

const PreparedFile *SendFilesStrip::chosenOf(const Row &row) const
{
    if (!row.prepared || !*row.prepared)
        return nullptr;
    const bool isSmaller = m_smaller->isChecked() && row.smaller && *row.smaller;
    return isSmaller ? &**row.smaller : &**row.prepared;
}

/// Makes the copies that are wanted and not there; and those of what is too large, to know whether they would not be.
void SendFilesStrip::shrink()
{
    const QSize size(m_theme.scaled(thumbnail) * 2, m_theme.scaled(thumbnail) * 2);
    for (const auto &each : m_rows) {
        Row *row = each.get();
        if (row->isGone || !row->prepared || !*row->prepared)
            continue;
        const bool isWanted = m_smaller->isChecked() || isTooLarge(**row->prepared);
        const bool isNew = isWanted && !row->smaller && !row->isShrinking && mayShrink(**row->prepared);
        if (isNew) {
            row->isShrinking = true;
            const auto take = [this, strip = QPointer(this), row, folder = m_folder](const Result<PreparedFile> &smaller) {
                if (!strip) { // nobody waited for it
                    if (smaller)
                        discard(*smaller, folder);
                    return;
                }
                row->isShrinking = false;
                row->smaller = smaller;
                showRow(*row);
                review();
            };
            prepareSmaller(**row->prepared, m_folder, size).then(qApp, take);
        }
        showRow(*row);
    }
}

void SendFilesStrip::showRow(const Row &row)
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
    if (prepared->length > 0)
        words += u" \u00B7 "_s + countdownText(prepared->length);
    if (prepared->keepsDetails)
        words += u'\n' + tr("Too large to remove details such as where it was taken.");
    if (prepared->mayTell)
        words += u'\n' + tr("Details such as where it was taken stay in it.");
    row.line->setText(words);
    showPicture(row);
}

/// What the file shows, or the sign of a file in the colours of now.
void SendFilesStrip::showPicture(const Row &row)
{
    const int side = m_theme.scaled(thumbnail);
    row.picture->setFixedSize(side, side);
    const qreal ratio = devicePixelRatioF();
    const PreparedFile *prepared = chosenOf(row);
    if (!prepared || prepared->preview.isNull()) {
        row.picture->setPixmap(m_theme.pixmap(u"file-text"_s, m_theme.scaled(24), m_theme.color(Token::Link), ratio));
        return;
    }
    QPixmap pixmap = QPixmap::fromImage(
        prepared->preview.scaled(row.picture->size() * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    row.picture->setPixmap(pixmap);
}

void SendFilesStrip::review()
{
    // It waits until they are there, then, which is said before.
    const bool isDirect = m_limit && m_limit->direct == UploadLimit::Direct::Possible;
    bool isReady = false;
    bool isWaiting = false;
    bool canShrink = false;
    int lostDetails = 0;
    int lostLocation = 0;
    QStringList errors;
    QStringList tooLarge;
    QStringList mendable; ///< would go as smaller pictures
    QStringList lost;     ///< would not
    QStringList broken;
    for (const auto &row : m_rows) {
        if (row->isGone)
            continue;
        if (!row->prepared) {
            isWaiting = true;
            continue;
        }
        if (!*row->prepared) {
            broken.append(row->name);
            continue;
        }
        const PreparedFile &file = *chosenOf(*row);
        isReady = true;
        isWaiting = isWaiting || (row->isShrinking && m_smaller->isChecked()) || row->isLooking || row->isAdding;
        canShrink = canShrink || mayShrink(**row->prepared);
        lostDetails += file.lostDetails || file.lostLocation ? 1 : 0;
        lostLocation += file.lostLocation ? 1 : 0;
        if (!isTooLarge(file))
            continue;
        tooLarge.append(row->name);
        const bool wouldGo = !m_smaller->isChecked() && row->smaller && *row->smaller && !isTooLarge(**row->smaller);
        (wouldGo ? mendable : lost).append(row->name);
    }
    if (!broken.isEmpty())
        errors.append(broken.size() == 1 ? tr("%1 cannot be sent. Remove it from the list.").arg(namesOf(broken))
                                         : tr("%1 cannot be sent. Remove them from the list.").arg(namesOf(broken)));
    QStringList ways;
    const bool hasService = !m_limit || m_limit->service != UploadLimit::Service::None;
    if (!tooLarge.isEmpty() && hasService)
        (isDirect ? ways : errors).append(largeText(tooLarge, mendable, lost, isDirect));
    if (!hasService && isDirect)
        ways.append(tr("Your server takes no files. They go straight to their program, once they are online and accept "
                       "them."));
    else if (!hasService)
        errors.append(tr("Your server takes no files. Ask your provider."));
    m_smaller->setVisible(canShrink);
    if (lostDetails > 1)
        ways.append(lostLocation > 0 ? tr("Removed from the pictures: where they were taken, camera and other details.")
                                     : tr("Removed from the pictures: camera and other details."));
    else if (lostDetails > 0)
        ways.append(lostLocation > 0 ? tr("Removed from the picture: where it was taken, camera and other details.")
                                     : tr("Removed from the picture: camera and other details."));
    m_note->setVisible(!ways.isEmpty());
    m_note->setText(ways.join(u'\n'));
    const QString cut = m_isCut ? tr("At most %1 files are sent at once; the others were left out.").arg(mostFiles) : QString();
    m_error->setVisible(!errors.isEmpty() || m_isCut);
    m_error->setText(errors.isEmpty() ? cut : errors.join(u'\n'));
    m_send->setEnabled(isReady && !isWaiting && errors.isEmpty());
}

/// Which they are, what becomes of them, and what there is to do.
QString SendFilesStrip::largeText(const QStringList &tooLarge, const QStringList &mendable, const QStringList &lost,
                                  bool isDirect) const
{
    const QString limit = fileSizeText(m_limit->maximum);
    const bool isOne = tooLarge.size() == 1;
    QStringList sentences;
    if (isDirect && isOne)
        sentences.append(tr("%1 is larger than your server allows (%2). It goes straight to their program, once they "
                            "are online and accept it.").arg(namesOf(tooLarge), limit));
    else if (isDirect)
        sentences.append(tr("%1 are larger than your server allows (%2). They go straight to their program, once they "
                            "are online and accept them.").arg(namesOf(tooLarge), limit));
    else if (isOne)
        sentences.append(tr("%1 is larger than your server allows (%2).").arg(namesOf(tooLarge), limit));
    else
        sentences.append(tr("%1 are larger than your server allows (%2).").arg(namesOf(tooLarge), limit));
    //: %1: files; %2: the name of a check box
    if (!mendable.isEmpty())
        sentences.append(tr("Small enough with \u201C%2\u201D: %1.").arg(namesOf(mendable), m_smaller->text()));
    if (!isDirect && !lost.isEmpty())
        sentences.append(tr("Remove from the list: %1.").arg(namesOf(lost)));
    return sentences.join(u' ');
}

void SendFilesStrip::submit()
{
    QList<OutgoingFile> files;
    QStringList captions;
    for (const auto &row : m_rows) {
        if (row->isGone || !row->prepared || !*row->prepared)
            continue;
        files.append(chosenOf(*row)->file);
        captions.append(row->caption->text().trimmed());
    }
    if (files.isEmpty() || m_isSent || !m_send->isEnabled()) // Enter comes here too
        return;
    m_isSent = true;
    if (const QString ofAll = m_caption->text().trimmed(); !ofAll.isEmpty())
        captions.last() += (captions.constLast().isEmpty() ? QString() : u"\n"_s) + ofAll;
    Q_EMIT sendRequested(files, captions);
    Q_EMIT closeRequested();
}

/// Two and a half at most, which says that there are more; the messages keep their room.
void SendFilesStrip::showAsMany()
{
    const auto count = std::count_if(m_rows.cbegin(), m_rows.cend(), [](const auto &each) { return !each->isGone; });
    m_caption->setPlaceholderText(count > 1 ? tr("Add a caption for all of them") : tr("Add a caption"));
    int least = m_theme.scaled(thumbnail);
    bool isFirst = true;
    for (const auto &each : m_rows) {
        each->caption->setVisible(count > 1 || !each->caption->text().isEmpty()); // what goes along is seen
        each->up->setVisible(count > 1);
        if (each->isGone)
            continue;
        each->up->setEnabled(!std::exchange(isFirst, false));
        least = std::max(least, each->widget->sizeHint().height());
    }
    const int row = least + rowGap;
    m_scroll->setFixedHeight(count > 2 ? row * 5 / 2 : std::max(1, int(count)) * row);
}

/// Before the one that stands above it; the keys stay with it.
void SendFilesStrip::moveUp(Row *row)
{
    const auto at = std::find_if(m_rows.begin(), m_rows.end(), [row](const auto &each) { return each.get() == row; });
    const auto above =
        std::find_if(std::make_reverse_iterator(at), m_rows.rend(), [](const auto &each) { return !each->isGone; });
    if (above == m_rows.rend())
        return;
    const int place = m_list->indexOf((*above)->widget);
    m_list->removeWidget(row->widget);
    m_list->insertWidget(place, row->widget);
    std::rotate(above.base() - 1, at, at + 1);
    for (size_t i = 1; i < m_rows.size(); ++i) // as it is seen
        QWidget::setTabOrder(m_rows[i - 1]->widget, m_rows[i]->widget);
    showAsMany();
    QWidget *now = row->up->isEnabled() ? static_cast<QWidget *>(row->up) : row->caption;
    now->setFocus(Qt::OtherFocusReason);
    m_scroll->ensureWidgetVisible(row->widget);
}

void SendFilesStrip::setProtection(Protection protection)
{
    m_sealed->setVisible(protection == Protection::Sealed);
}

void SendFilesStrip::takeFocus()
{
    m_caption->setFocus(Qt::OtherFocusReason);
}

void SendFilesStrip::resizeEvent(QResizeEvent *event)
{
    // In the composer's column, which is that of the timeline.
    const int margin = std::max(width() < 480 ? 8 : 16, (width() - m_theme.scaled(columnWidth)) / 2);
    setLogicalMargins(layout(), margin, 10, margin, 8);
    QWidget::resizeEvent(event);
}

void SendFilesStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
    painter.fillRect(QRect(0, 0, width(), 1), m_theme.color(Token::Line));
}

} // namespace jackdaw
