// SPDX-License-Identifier: GPL-3.0-or-later
#include "codes/Codes.h"

#include "base/PoolWork.h"
#include "codes/CodeTools.h"
#include "style/PrivateModule.h"

#include <QImageReader>
#include <QPromise>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr int mostMegabytes = 128; ///< of a picture that is decoded
constexpr int longestSide = 4096;  ///< more is not needed to tell modules apart, and takes seconds

/// nullptr: it is not there. The plugin keeps the one that it made.
const CodeTools *loadCodeTools()
{
    return loadPrivateModule<CodeTools>(u"codes"_s);
}

} // namespace

QImage codeOf(const QString &text)
{
    const CodeTools *tools = text.isEmpty() ? nullptr : loadCodeTools();
    return tools ? tools->write(text.toUtf8()) : QImage();
}

QFuture<Result<QStringList>> codesIn(PictureSource picture)
{
    auto promise = std::make_shared<QPromise<Result<QStringList>>>();
    promise->start();
    const QFuture<Result<QStringList>> found = promise->future();
    const CodeTools *tools = loadCodeTools();
    if (!tools) {
        promise->addResult(Error{ErrorKind::Unavailable, u"jackdaw-codes is not installed"_s, {}});
        promise->finish();
        return found;
    }
    startOnPool([promise, tools, source = std::move(picture)] {
        QImage image = source();
        if (image.isNull()) {
            promise->addResult(Error{ErrorKind::Malformed, u"no picture"_s, {}});
        } else {
            if (image.width() > longestSide || image.height() > longestSide)
                image = image.scaled(longestSide, longestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
            promise->addResult(tools->read(image));
        }
        promise->finish();
    });
    return found;
}

QImage readCodePicture(const QString &path)
{
    if (!QFileInfo(path).isFile()) // a pipe would be waited for without end
        return {};
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    // It may be somebody else's: none of the formats that the limit does not hold for, as a packed SVG.
    static const QByteArrayList formats{"bmp", "gif", "jpeg", "png", "webp"};
    if (!formats.contains(reader.format()))
        return {};
    reader.setAllocationLimit(mostMegabytes);
    return reader.read();
}

} // namespace jackdaw
