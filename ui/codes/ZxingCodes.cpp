// SPDX-License-Identifier: GPL-3.0-or-later
// The module jackdaw-codes: libqrencode, which writes QR codes, and ZXing, which reads them. A module of its own, since
// a library that is linked costs at every start.
#include "codes/CodeTools.h"

#include <QPainter>

#include <ReadBarcode.h>
#include <qrencode.h>

#include <exception>

namespace jackdaw {

namespace {

constexpr int quietZone = 4; // ISO/IEC 18004: so many modules around it are white
constexpr uint white = 0xffffffffu;
constexpr int mostCodes = 8;

} // namespace

class ZxingCodes : public QObject, public CodeTools
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID "im.jackdaw.CodeTools/1")
    Q_INTERFACES(jackdaw::CodeTools)

public:
    QImage write(const QByteArray &text) const override
    {
        // Low: on a screen nothing is smudged, and fewer modules are read from further away.
        const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
            QRcode_encodeData(int(text.size()), reinterpret_cast<const unsigned char *>(text.constData()), 0,
                              QR_ECLEVEL_L),
            &QRcode_free);
        if (!code)
            return {};
        QImage image(code->width + 2 * quietZone, code->width + 2 * quietZone, QImage::Format_Grayscale8);
        image.fill(white);
        for (int y = 0; y < code->width; ++y) {
            uchar *line = image.scanLine(y + quietZone) + quietZone;
            for (int x = 0; x < code->width; ++x)
                line[x] = (code->data[y * code->width + x] & 1) != 0 ? 0 : 255;
        }
        return image;
    }

    QStringList read(const QImage &picture) const override
    {
        if (picture.isNull())
            return {};
        // What is transparent would be black.
        QImage flat(picture.size(), QImage::Format_RGB32);
        flat.fill(white);
        QPainter(&flat).drawImage(0, 0, picture);
        const QImage grey = flat.convertToFormat(QImage::Format_Grayscale8);
        if (grey.isNull())
            return {};
        QStringList texts;
        try {
            ZXing::ReaderOptions options;
            options.setFormats(ZXing::BarcodeFormat::QRCode);
            options.setTextMode(ZXing::TextMode::Plain);
            options.setMaxNumberOfSymbols(mostCodes);
            const ZXing::ImageView view(grey.constBits(), grey.width(), grey.height(), ZXing::ImageFormat::Lum,
                                        int(grey.bytesPerLine()));
            for (const ZXing::Barcode &each : ZXing::ReadBarcodes(view, options)) {
                if (each.isValid())
                    texts.append(QString::fromStdString(each.text()));
            }
        } catch (const std::exception &) {
            texts.clear(); // it says so of pictures that it cannot take
        }
        texts.removeDuplicates();
        return texts;
    }
};

} // namespace jackdaw

#include "ZxingCodes.moc"
