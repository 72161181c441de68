// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/PictureViewer.h"

#include "style/Direction.h"
#include "style/SizeText.h"
#include "style/Theme.h"
#include "timeline/PictureCache.h"
#include "widgets/IconButton.h"
#include "widgets/Labels.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QPointer>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QThreadPool>
#include <QTransform>
#include <QWheelEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr QSize mostPixels(6000, 6000);
constexpr qreal zoomStep = 1.25;
constexpr qreal mostZoom = 8;

} // namespace

PictureViewer::PictureViewer(const Picture &picture, Neighbour neighbour, const Theme &theme, QWidget *parent)
    : QDialog(parent, Qt::Window), m_neighbour(std::move(neighbour))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Picture"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(16, 8, 12, 8);
    bar->setSpacing(4);
    m_title = new ElidedLabel(theme, TypeRole::BodyStrong, Token::Text, {}, this);
    bar->addWidget(m_title, 1);
    const auto button = [&](const QString &icon, const QString &name, const QKeySequence &keys, auto &&act) {
        auto *made = new IconButton(theme, icon, name, this);
        made->setShortcutHint(keys);
        made->setFocusPolicy(Qt::TabFocus);
        bar->addWidget(made);
        connect(made, &QAbstractButton::clicked, this, act);
        return made;
    };
    m_previous = button(u"chevron-left"_s, tr("Previous picture"), Qt::Key_Left, [this] { go(-1); });
    m_next = button(u"chevron-right"_s, tr("Next picture"), Qt::Key_Right, [this] { go(1); });
    button(u"zoom-out"_s, tr("Zoom out"), Qt::Key_Minus, [this] { zoomBy(1 / zoomStep); });
    button(u"zoom-in"_s, tr("Zoom in"), Qt::Key_Plus, [this] { zoomBy(zoomStep); });
    button(u"rotate-cw"_s, tr("Rotate"), Qt::Key_R, [this] { rotate(); });
    button(u"copy"_s, tr("Copy picture"), QKeySequence::Copy, [this] { copy(); });
    button(u"download"_s, tr("Save as\u2026"), QKeySequence::Save, [this] { Q_EMIT saveRequested(m_picture); });
    column->addLayout(bar);
    m_label = new QLabel;
    m_label->setAlignment(Qt::AlignCenter);
    m_area = new QScrollArea;
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setAlignment(Qt::AlignCenter);
    m_area->setWidget(m_label);
    m_area->setWidgetResizable(true);
    m_area->setFocusPolicy(Qt::StrongFocus);
    m_area->viewport()->installEventFilter(this);
    m_area->installEventFilter(this);
    column->addWidget(m_area, 1);
    const QSize screen = this->screen()->availableSize();
    resize(std::min(screen.width() * 3 / 4, 1000), std::min(screen.height() * 3 / 4, 760));
    m_area->setFocus();
    show(picture);
}

void PictureViewer::show(const Picture &picture)
{
    m_picture = picture;
    m_image = {};
    m_scale = 0;
    const QString name = picture.attachment.file.name;
    m_title->setText(tr("%1 \u00B7 %2").arg(isolated(picture.from), isolated(name)));
    const bool isOwn = picture.direction == Direction::Outgoing;
    m_area->setAccessibleName(isOwn ? tr("Your picture %1").arg(name) : tr("Picture %1 from %2").arg(name, picture.from));
    m_previous->setEnabled(m_neighbour(picture.message, -1).message.isValid());
    m_next->setEnabled(m_neighbour(picture.message, 1).message.isValid());
    m_label->setText({});
    const int number = ++m_reading;
    QThreadPool::globalInstance()->start([viewer = QPointer<PictureViewer>(this), number, path = picture.attachment.path] {
        const QImage image = readPicture(path, mostPixels);
        QMetaObject::invokeMethod(qApp, [viewer, number, image] {
            if (!viewer || viewer->m_reading != number)
                return;
            viewer->m_image = image;
            viewer->apply();
        }, Qt::QueuedConnection);
    });
}

void PictureViewer::leave(MessageId message)
{
    if (message == m_picture.message)
        close();
}

void PictureViewer::go(int by)
{
    if (const Picture next = m_neighbour(m_picture.message, by); next.message.isValid())
        show(next);
}

qreal PictureViewer::fittingScale() const
{
    const QSizeF room = m_area->viewport()->size();
    const QSizeF size = QSizeF(m_image.size()) / devicePixelRatioF();
    return std::min({room.width() / size.width(), room.height() / size.height(), 1.0});
}

void PictureViewer::zoomBy(qreal factor)
{
    if (m_image.isNull())
        return;
    const qreal fitting = fittingScale();
    const qreal now = m_scale > 0 ? m_scale : fitting;
    m_scale = std::clamp(now * factor, std::min(fitting, 0.1), mostZoom);
    if (m_scale <= fitting && factor < 1)
        m_scale = 0;
    apply();
}

void PictureViewer::fit()
{
    m_scale = 0;
    apply();
}

void PictureViewer::apply()
{
    if (m_image.isNull()) {
        m_label->setPixmap({});
        m_label->setText(tr("This picture cannot be shown."));
        return;
    }
    const qreal scale = m_scale > 0 ? m_scale : fittingScale();
    const QSize pixels = (QSizeF(m_image.size()) * scale).toSize().expandedTo(QSize(1, 1)).boundedTo(QSize(12'000, 12'000));
    QPixmap pixmap = QPixmap::fromImage(scale < 1 ? m_image.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                                                  : m_image.scaled(pixels, Qt::IgnoreAspectRatio, Qt::FastTransformation));
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    m_label->setPixmap(pixmap);
    m_label->setMinimumSize(m_scale > 0 ? pixmap.deviceIndependentSize().toSize() : QSize());
}

/// On screen alone: the file stays as it came.
void PictureViewer::rotate()
{
    if (m_image.isNull())
        return;
    m_image = m_image.transformed(QTransform().rotate(90));
    m_scale = 0;
    apply();
}

void PictureViewer::copy()
{
    if (!m_image.isNull())
        QGuiApplication::clipboard()->setImage(m_image);
}

void PictureViewer::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copy();
    if (event->matches(QKeySequence::Save)) {
        Q_EMIT saveRequested(m_picture);
        return;
    }
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    switch (event->key()) {
    case Qt::Key_Left: return go(mirrored ? 1 : -1);
    case Qt::Key_Right: return go(mirrored ? -1 : 1);
    case Qt::Key_Plus: case Qt::Key_Equal: return zoomBy(zoomStep);
    case Qt::Key_Minus: return zoomBy(1 / zoomStep);
    case Qt::Key_0: return fit();
    case Qt::Key_R: return rotate();
    default: QDialog::keyPressEvent(event); // Esc closes
    }
}

bool PictureViewer::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel && watched == m_area->viewport()) {
        const auto *wheel = static_cast<QWheelEvent *>(event);
        if (wheel->modifiers() & Qt::ControlModifier) {
            zoomBy(wheel->angleDelta().y() > 0 ? zoomStep : 1 / zoomStep);
            return true;
        }
    }
    if (event->type() == QEvent::KeyPress && watched == m_area && m_scale == 0) { // nothing to scroll: the keys go on
        keyPressEvent(static_cast<QKeyEvent *>(event));
        return true;
    }
    return QDialog::eventFilter(watched, event);
}

void PictureViewer::resizeEvent(QResizeEvent *event)
{
    QDialog::resizeEvent(event);
    if (m_scale == 0 && !m_image.isNull())
        apply();
}

void PictureViewer::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    m_area->setFocus();
}

} // namespace jackdaw
