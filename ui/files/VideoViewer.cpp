// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/VideoViewer.h"

#include "style/Direction.h"
#include "style/Theme.h"
#include "style/TimeText.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"
#include "widgets/PlaceSlider.h"

#include <QAccessible>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QScreen>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int keySeconds = 5;
constexpr int volumeStep = 5;    ///< of a hundred
constexpr int barsStay = 3000;   ///< ms
constexpr int volumeWidth = 90;
constexpr int narrowPlayer = 480; ///< below it the way through the film has the room of the volume, which keys change

} // namespace

VideoScreen::VideoScreen(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
}

void VideoScreen::setImage(const QImage &image)
{
    m_image = image;
    update();
}

void VideoScreen::setWords(const QString &words)
{
    m_words = words;
    update();
}

void VideoScreen::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::BrandPanel)); // dark in both themes, as a cinema is
    if (!m_words.isEmpty()) {
        painter.setFont(m_theme.font(TypeRole::Body));
        painter.setPen(m_theme.color(Token::BrandText));
        painter.drawText(rect().adjusted(40, 40, -40, -40), int(Qt::AlignCenter) | int(Qt::TextWordWrap), m_words);
        return;
    }
    if (m_image.isNull())
        return;
    // Pictures come as large as they are to be; only while the window changes its size they do not.
    const QSize size = (QSizeF(m_image.size()) / devicePixelRatioF()).toSize();
    const QSize fitted = size.scaled(this->size(), Qt::KeepAspectRatio);
    QRect place(QPoint(0, 0), fitted);
    place.moveCenter(rect().center());
    painter.drawImage(place, m_image);
}

void VideoScreen::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT clicked();
}

void VideoScreen::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        Q_EMIT doubleClicked();
}

QString VideoViewer::faultWords(SoundFault fault)
{
    switch (fault) {
    case SoundFault::NoModule:
        return tr("Videos do not play: the part of Jackdaw for them cannot be loaded. Install it again.");
    case SoundFault::NoCodec:
        return tr("This video cannot be played here: what reads its format is not installed. Open it with another program.");
    case SoundFault::TooLarge:
        return tr("This video has more pixels than Jackdaw plays. Open it with another program.");
    case SoundFault::NoDevice: case SoundFault::Busy: case SoundFault::NoOutput: case SoundFault::Unreadable: break;
    }
    return tr("This video cannot be played. It may be damaged. Open it with another program.");
}

VideoViewer::VideoViewer(const Video &video, Neighbour neighbour, int volume, const SoundSource &source,
                         const Theme &theme, QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_theme(theme)
    , m_neighbour(std::move(neighbour))
    , m_top(new QWidget(this))
    , m_bottom(new QWidget(this))
    , m_screen(new VideoScreen(theme, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Video"));
    setMinimumSize(360, 260);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *top = new QHBoxLayout(m_top);
    top->setContentsMargins(16, 8, 12, 8);
    top->setSpacing(4);
    m_title = new ElidedLabel(theme, TypeRole::BodyStrong, Token::Text, {}, this);
    top->addWidget(m_title, 1);
    const auto button = [&](QBoxLayout *row, const QString &icon, const QString &name, const QKeySequence &keys, auto &&act) {
        auto *made = new IconButton(theme, icon, name, this);
        made->setShortcutHint(keys);
        made->setFocusPolicy(Qt::TabFocus);
        row->addWidget(made);
        connect(made, &QAbstractButton::clicked, this, act);
        return made;
    };
    m_previous = button(top, u"chevron-left"_s, tr("Previous video"), Qt::Key_PageUp, [this] { go(-1); });
    m_next = button(top, u"chevron-right"_s, tr("Next video"), Qt::Key_PageDown, [this] { go(1); });
    m_open =
        button(top, u"external-link"_s, tr("Open with another program"), {}, [this] { Q_EMIT openRequested(m_video); });
    button(top, u"download"_s, tr("Save as\u2026"), QKeySequence::Save, [this] { Q_EMIT saveRequested(m_video); });
    column->addWidget(m_top);
    m_screen->setFocusPolicy(Qt::StrongFocus);
    m_screen->installEventFilter(this);
    column->addWidget(m_screen, 1);
    auto *bottom = new QHBoxLayout(m_bottom);
    bottom->setContentsMargins(12, 8, 12, 8);
    bottom->setSpacing(8);
    m_toggle = button(bottom, u"play"_s, tr("Play"), Qt::Key_Space, [this] { toggle(); });
    m_place = new PlaceSlider(theme, this);
    m_place->setAccessibleName(tr("Position"));
    m_place->setEnabled(false);
    bottom->addWidget(m_place, 1);
    m_time = new Label(theme, TypeRole::Meta, Token::Text2, {}, Label::Wrap::No, this);
    bottom->addWidget(m_time);
    m_note = new Label(theme, TypeRole::Meta, Token::Text2, tr("No sound output"), Label::Wrap::No, this);
    m_note->hide();
    bottom->addWidget(m_note);
    m_mute = button(bottom, u"volume-2"_s, tr("Mute"), Qt::Key_M, [this] { setMuted(!m_isMuted); });
    m_volume = new QSlider(Qt::Horizontal, this);
    m_volume->setRange(0, 100);
    m_volume->setValue(volume);
    m_volume->setSingleStep(volumeStep);
    m_volume->setFixedWidth(theme.scaled(volumeWidth));
    m_volume->setAccessibleName(tr("Volume"));
    m_volume->setToolTip(tr("Volume"));
    bottom->addWidget(m_volume);
    m_full = button(bottom, u"app-window"_s, tr("Full screen"), Qt::Key_F11, [this] { setFull(!isFullScreen()); });
    column->addWidget(m_bottom);
    for (QWidget *slider : std::initializer_list<QWidget *>{m_place, m_volume})
        slider->setFocusPolicy(Qt::TabFocus); // as the buttons: who clicks there does not keep the bars over the film
    connect(m_place, &PlaceSlider::seekRequested, this, &VideoViewer::goTo);
    connect(m_volume, &QSlider::valueChanged, this, [this](int percent) {
        setMuted(false); // who turns it up wants to hear it
        setVolume(percent);
    });
    connect(m_screen, &VideoScreen::clicked, this, &VideoViewer::toggle);
    connect(m_screen, &VideoScreen::doubleClicked, this, [this] { setFull(!isFullScreen()); });
    m_unused.setSingleShot(true);
    m_unused.setInterval(barsStay);
    connect(&m_unused, &QTimer::timeout, this, &VideoViewer::showBars);

    const QSize screen = this->screen()->availableSize();
    resize(std::min(screen.width() * 3 / 4, 1000), std::min(screen.height() * 3 / 4, 760));
    SoundFactory *factory = source ? source() : nullptr;
    m_player = factory ? factory->makeVideo() : nullptr;
    if (!m_player) {
        play(video);
        return;
    }
    m_player->shown = [this](const QImage &image) { m_screen->setImage(image); };
    m_player->moved = [this](qint64 at, qint64 length) {
        m_at = at;
        m_length = length;
        showTime();
    };
    m_player->ended = [this] {
        m_isPlaying = false;
        m_at = m_length;
        showTime();
        showMotion();
    };
    m_player->failed = [this](SoundFault fault) { fail(fault); };
    m_player->muted = [this] { m_note->show(); };
    setVolume(volume);
    play(video);
}

VideoViewer::~VideoViewer()
{
    m_player.reset(); // before what it calls
}

void VideoViewer::play(const Video &video)
{
    m_video = video;
    //: who sent a video, and what its file is called
    m_title->setText(tr("%1 \u00B7 %2").arg(isolated(video.from), isolated(video.attachment.file.name)));
    m_screen->setAccessibleName(video.direction == Direction::Outgoing
                                    ? tr("Your video %1").arg(video.attachment.file.name)
                                    : tr("Video %1 from %2").arg(video.attachment.file.name, video.from));
    m_screen->setAccessibleDescription({});
    m_screen->setWords({});
    m_screen->setImage({});
    m_previous->setEnabled(m_neighbour(video.message, -1).message.isValid());
    m_next->setEnabled(m_neighbour(video.message, 1).message.isValid());
    m_note->hide();
    m_at = 0;
    m_length = 0;
    m_isPlaying = false;
    m_hasFailed = false;
    for (QWidget *part : std::initializer_list<QWidget *>{m_toggle, m_mute, m_volume})
        part->setEnabled(true);
    showTime();
    if (!m_player) {
        fail(SoundFault::NoModule);
        return;
    }
    m_player->openFile(video.attachment.path);
    toggle();
}

void VideoViewer::go(int by)
{
    if (const Video next = m_neighbour(m_video.message, by); next.message.isValid())
        play(next);
}

void VideoViewer::leave(MessageId message)
{
    if (message == m_video.message)
        close();
}

void VideoViewer::fail(SoundFault fault)
{
    m_hasFailed = true;
    m_isPlaying = false;
    const QString words = faultWords(fault);
    m_screen->setWords(words);
    m_screen->setAccessibleDescription(words);
    for (QWidget *part : std::initializer_list<QWidget *>{m_toggle, m_place, m_mute, m_volume})
        part->setEnabled(false);
    showMotion();
    QAccessibleAnnouncementEvent told(m_screen, words);
    QAccessible::updateAccessibility(&told);
}

void VideoViewer::toggle()
{
    if (m_hasFailed)
        return;
    m_isPlaying = !m_isPlaying;
    if (m_isPlaying) {
        m_player->play();
        Q_EMIT started();
    } else {
        m_player->pause();
    }
    showMotion();
}

void VideoViewer::giveWay()
{
    if (m_isPlaying)
        toggle();
}

void VideoViewer::goTo(qint64 at)
{
    if (m_hasFailed || m_length <= 0)
        return;
    m_at = std::clamp<qint64>(at, 0, m_length);
    m_player->seek(m_at);
    showTime();
    showBars();
}

void VideoViewer::goBy(qint64 by)
{
    goTo(m_at + by);
}

void VideoViewer::setVolume(int percent)
{
    if (!m_player)
        return;
    applyVolume();
    Q_EMIT volumeChosen(percent);
}

/// For this window alone: the next one is heard again.
void VideoViewer::setMuted(bool isMuted)
{
    if (std::exchange(m_isMuted, isMuted) == isMuted)
        return;
    m_mute->setIconName(isMuted ? u"volume-x"_s : u"volume-2"_s);
    m_mute->setName(isMuted ? tr("Unmute") : tr("Mute"));
    applyVolume();
}

void VideoViewer::applyVolume()
{
    if (!m_player)
        return;
    // As it is heard: half as loud is a tenth of the power.
    const qreal part = m_isMuted ? 0 : m_volume->value() / 100.0;
    m_player->setVolume(part * part * part);
}

void VideoViewer::setFull(bool isFull)
{
    setWindowState(isFull ? windowState() | Qt::WindowFullScreen : windowState() & ~Qt::WindowFullScreen);
}

void VideoViewer::showMotion()
{
    m_toggle->setIconName(m_isPlaying ? u"pause"_s : u"play"_s);
    m_toggle->setName(m_isPlaying ? tr("Pause") : tr("Play"));
    showBars();
}

void VideoViewer::showTime()
{
    m_place->setPlace(m_at, m_length);
    if (m_hasFailed)
        m_place->setEnabled(false);
    m_time->setText(m_length > 0 ? tr("%1 / %2", "of a video, how far it was played and how long it is")
                                       .arg(countdownText(m_at / 1000 * 1000), countdownText(m_length))
                                 : QString());
}

/// Over the whole screen they go after a while, unless it is paused or a key went into them.
void VideoViewer::showBars()
{
    const bool isTimeout = sender() == &m_unused;
    const bool isUsed = m_bottom->isAncestorOf(focusWidget()) || m_top->isAncestorOf(focusWidget());
    const bool mayGo = isFullScreen() && m_isPlaying && !isUsed;
    const bool areShown = !(mayGo && isTimeout);
    m_top->setVisible(areShown);
    m_bottom->setVisible(areShown);
    m_screen->setCursor(areShown ? Qt::ArrowCursor : Qt::BlankCursor);
    if (mayGo && areShown)
        m_unused.start();
    else
        m_unused.stop();
}

void VideoViewer::fitRoom()
{
    if (m_player)
        m_player->setRoom((QSizeF(m_screen->size()) * devicePixelRatioF()).toSize());
}

void VideoViewer::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Save)) {
        Q_EMIT saveRequested(m_video);
        return;
    }
    // Time goes from left to right in every language.
    switch (event->key()) {
    case Qt::Key_Space: case Qt::Key_K: return toggle();
    case Qt::Key_Left: return goBy(-keySeconds * 1000);
    case Qt::Key_Right: return goBy(keySeconds * 1000);
    case Qt::Key_Home: return goTo(0);
    case Qt::Key_PageUp: return go(-1);
    case Qt::Key_PageDown: return go(1);
    case Qt::Key_Up: return m_volume->setValue(m_volume->value() + volumeStep);
    case Qt::Key_Down: return m_volume->setValue(m_volume->value() - volumeStep);
    case Qt::Key_M: return setMuted(!m_isMuted);
    case Qt::Key_F: case Qt::Key_F11: return setFull(!isFullScreen());
    case Qt::Key_Escape:
        if (isFullScreen())
            return setFull(false);
        break; // closes
    default: break;
    }
    QDialog::keyPressEvent(event);
}

bool VideoViewer::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_screen && event->type() == QEvent::Resize)
        fitRoom();
    if (watched == m_screen && event->type() == QEvent::MouseMove)
        showBars();
    return QDialog::eventFilter(watched, event);
}

void VideoViewer::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    m_volume->setVisible(width() >= m_theme.scaled(narrowPlayer));
    fitRoom();
}

void VideoViewer::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    m_screen->setFocus();
}

void VideoViewer::changeEvent(QEvent *event)
{
    QDialog::changeEvent(event);
    if (event->type() != QEvent::WindowStateChange)
        return;
    m_full->setName(isFullScreen() ? tr("Leave full screen") : tr("Full screen"));
    showBars();
}

} // namespace jackdaw
