// SPDX-License-Identifier: GPL-3.0-or-later
#include "files/AvatarDialog.h"

#include "style/Theme.h"
#include "timeline/PictureCache.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QBoxLayout>
#include <QBuffer>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QPointer>
#include <QSlider>
#include <QThreadPool>
#include <QWheelEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int avatarSide = 256; // sharp at the largest size that is shown, and small enough for every server's limits
constexpr int cropSide = 300;
constexpr QSize mostRead(2048, 2048);
constexpr int zoomSteps = 100;
constexpr qreal mostCropZoom = 5;
constexpr int veil = 150;
constexpr qsizetype mostPngBytes = 48 * 1024;
constexpr qsizetype mostClearPngBytes = 150 * 1024; // in Base64 below the 256 kB at which usual servers end the stream

QByteArray written(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    return buffer.open(QIODevice::WriteOnly) && image.save(&buffer, format, quality) ? bytes : QByteArray();
}

} // namespace

OwnAvatar encodeAvatar(const QImage &image, const QRect &part)
{
    const int side = std::min(avatarSide, std::max(1, part.width()));
    // A canvas of its own: texts and profiles of the source stay with the source.
    QImage drawn(side, side, image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    drawn.fill(Qt::transparent);
    QPainter painter(&drawn);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QImage cut = image.copy(part);
    if (cut.width() > 2 * side) // smooth where a painter takes single pixels
        cut = cut.scaled(side, side, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    painter.drawImage(QRect(0, 0, side, side), cut);
    painter.end();
    // XEP-0084, 4.2: PNG is what everybody can show; a photo in it is larger than some servers take.
    const QByteArray png = written(drawn, "PNG", -1);
    if (png.size() <= (drawn.hasAlphaChannel() ? mostClearPngBytes : mostPngBytes))
        return {png, u"image/png"_s, side, side};
    QImage opaque(side, side, QImage::Format_RGB32); // what is clear would be black
    opaque.fill(~0u); // all of white
    QPainter(&opaque).drawImage(0, 0, drawn);
    return {written(opaque, "JPEG", 88), u"image/jpeg"_s, side, side};
}

AvatarCrop::AvatarCrop(const Theme &theme, QWidget *parent) : QWidget(parent), m_theme(theme)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::OpenHandCursor);
    setAccessibleName(tr("Part of the picture that others see"));
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize AvatarCrop::sizeHint() const
{
    return QSize(cropSide, cropSide);
}

void AvatarCrop::setImage(const QImage &image)
{
    m_image = image;
    m_shown = QPixmap::fromImage(image);
    m_center = QRectF(image.rect()).center();
    update();
}

void AvatarCrop::setZoom(qreal zoom)
{
    m_zoom = std::clamp(zoom, 1.0, mostCropZoom);
    moveBy({});
}

QRect AvatarCrop::part() const
{
    const int side = std::max(1, qRound(std::min(m_image.width(), m_image.height()) / m_zoom));
    const QPoint at(std::clamp(qRound(m_center.x() - side / 2.0), 0, std::max(0, m_image.width() - side)),
                    std::clamp(qRound(m_center.y() - side / 2.0), 0, std::max(0, m_image.height() - side)));
    return QRect(at, QSize(side, side));
}

/// As far as there is picture.
void AvatarCrop::moveBy(const QPointF &pixels)
{
    const qreal half = std::min(m_image.width(), m_image.height()) / m_zoom / 2;
    const QPointF to = m_center + pixels;
    m_center = QPointF(std::clamp(to.x(), half, std::max(half, m_image.width() - half)),
                       std::clamp(to.y(), half, std::max(half, m_image.height() - half)));
    update();
}

void AvatarCrop::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.fillRect(rect(), m_theme.color(Token::Sunken));
    if (!m_image.isNull())
        painter.drawPixmap(QRectF(rect()), m_shown, QRectF(part()));
    QPainterPath outside;
    outside.addRect(rect());
    outside.addEllipse(QRectF(rect()).adjusted(1, 1, -1, -1));
    QColor dark = m_theme.color(Token::Canvas);
    dark.setAlpha(veil);
    painter.fillPath(outside, dark);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.color(Token::Focus), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(rect().adjusted(1, 1, -1, -1));
    }
}

void AvatarCrop::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->position();
}

void AvatarCrop::mouseMoveEvent(QMouseEvent *event)
{
    const qreal scale = qreal(part().width()) / width();
    moveBy((m_pressed - event->position()) * scale);
    m_pressed = event->position();
}

void AvatarCrop::wheelEvent(QWheelEvent *event)
{
    Q_EMIT zoomRequested(event->angleDelta().y() > 0 ? 5 : -5);
}

void AvatarCrop::keyPressEvent(QKeyEvent *event)
{
    const qreal step = part().width() / 20.0;
    switch (event->key()) {
    case Qt::Key_Left: return moveBy({-step, 0});
    case Qt::Key_Right: return moveBy({step, 0});
    case Qt::Key_Up: return moveBy({0, -step});
    case Qt::Key_Down: return moveBy({0, step});
    case Qt::Key_Plus: case Qt::Key_Equal: Q_EMIT zoomRequested(5); return;
    case Qt::Key_Minus: Q_EMIT zoomRequested(-5); return;
    default: QWidget::keyPressEvent(event);
    }
}

AvatarDialog::AvatarDialog(const QString &path, const Theme &theme, QWidget *parent, Whose whose) : QDialog(parent)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(whose == Whose::Own ? tr("Your picture") : tr("Picture of the group"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(12);
    m_crop = new AvatarCrop(theme, this);
    column->addWidget(m_crop, 0, Qt::AlignHCenter);
    m_zoom = new QSlider(Qt::Horizontal, this);
    m_zoom->setRange(0, zoomSteps);
    m_zoom->setAccessibleName(tr("Zoom"));
    column->addWidget(m_zoom);
    m_note = new Label(theme, TypeRole::Meta, Token::Text2,
                       whose == Whose::Own
                           ? tr("Everybody who may see your status sees it, and by some providers anybody who knows your address. "
                                "Where and with what it was taken is removed.")
                           : tr("Everybody in the group sees it, and by some providers anybody who knows its address. "
                                "Where and with what it was taken is removed."),
                       Label::Wrap::Yes, this);
    column->addWidget(m_note);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    auto *cancel = new TextButton(tr("Cancel"), ButtonKind::Secondary);
    m_use = new TextButton(tr("Use this picture"), ButtonKind::Primary);
    m_use->setDefault(true);
    m_use->setEnabled(false);
    buttons->addWidget(cancel);
    buttons->addWidget(m_use);
    column->addLayout(buttons);
    connect(cancel, &QAbstractButton::clicked, this, &QDialog::reject);
    connect(m_use, &QAbstractButton::clicked, this, &AvatarDialog::submit);
    connect(m_zoom, &QSlider::valueChanged, this, [this](int value) {
        m_crop->setZoom(1 + (mostCropZoom - 1) * value / zoomSteps);
    });
    connect(m_crop, &AvatarCrop::zoomRequested, this, [this](int steps) { m_zoom->setValue(m_zoom->value() + steps); });
    if (path.isEmpty())
        return;
    QThreadPool::globalInstance()->start([dialog = QPointer(this), path] {
        const QImage image = readPicture(path, mostRead);
        QMetaObject::invokeMethod(qApp, [dialog, image] {
            if (dialog)
                dialog->setImage(image);
        }, Qt::QueuedConnection);
    });
}

void AvatarDialog::setImage(const QImage &image)
{
    if (image.isNull()) {
        m_note->setToken(Token::Bad);
        m_note->setText(tr("This picture cannot be read. Choose a PNG, JPEG, GIF or WebP picture."));
        return;
    }
    m_crop->setImage(image);
    m_use->setEnabled(true);
    m_crop->setFocus();
}

void AvatarDialog::submit()
{
    const OwnAvatar picture = encodeAvatar(m_crop->image(), m_crop->part()); // 256 pixels a side: some ms
    if (!picture.bytes.isEmpty())
        Q_EMIT chosen(picture);
    accept();
}

} // namespace jackdaw
