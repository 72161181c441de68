// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/LocalFiles.h"

#include <QMimeData>
#include <QUrl>

namespace jackdaw {

QStringList localFiles(const QMimeData &data)
{
    constexpr qsizetype most = 50;
    QStringList paths;
    if (!data.hasUrls())
        return paths;
    const QList<QUrl> urls = data.urls();
    for (const QUrl &url : urls) {
        if (!url.isLocalFile())
            return {}; // a link is a text
        if (paths.size() < most)
            paths.append(url.toLocalFile());
    }
    return paths;
}

} // namespace jackdaw
