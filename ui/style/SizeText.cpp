// SPDX-License-Identifier: GPL-3.0-or-later
#include "style/SizeText.h"

#include "style/TimeText.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace jackdaw {

namespace {

struct SizeWords
{
    Q_DECLARE_TR_FUNCTIONS(SizeText)
};

struct Scale { double unit = 1; int step = 0; };

Scale scaleOf(qint64 bytes)
{
    Scale scale;
    while (double(bytes) / scale.unit >= 1000 && scale.step < 4) {
        scale.unit *= 1024;
        ++scale.step;
    }
    return scale;
}

/// One decimal where it says something.
QString number(double value, const Scale &scale)
{
    const double shown = value / scale.unit;
    const bool isPlain = scale.step == 0 || shown >= 10 || std::abs(shown - std::round(shown)) < 0.05;
    return QLocale().toString(shown, 'f', isPlain ? 0 : 1);
}

QString withUnit(const QString &number, int step)
{
    switch (step) {
    case 0: return SizeWords::tr("%1 bytes").arg(number);
    case 1: return SizeWords::tr("%1 kB").arg(number);
    case 2: return SizeWords::tr("%1 MB").arg(number);
    case 3: return SizeWords::tr("%1 GB").arg(number);
    default: return SizeWords::tr("%1 TB").arg(number);
    }
}

/// In steps that a person reads, and never less than it takes.
QString leftText(qint64 bytes, qint64 speed)
{
    qint64 seconds = bytes / speed + (bytes % speed != 0);
    if (seconds > 10)
        seconds = (seconds + 4) / 5 * 5;
    if (seconds > 60)
        seconds = (seconds + 59) / 60 * 60;
    return SizeWords::tr("%1 left", "a time").arg(durationText(seconds * 1000));
}

} // namespace

QString fileSizeText(qint64 bytes)
{
    const Scale scale = scaleOf(bytes);
    return withUnit(number(double(bytes), scale), scale.step);
}

QString progressText(qint64 done, qint64 total)
{
    const Scale scale = scaleOf(total);
    return SizeWords::tr("%1 of %2").arg(number(double(done), scale), withUnit(number(double(total), scale), scale.step));
}

QString speedText(qint64 bytesPerSecond)
{
    return SizeWords::tr("%1/s", "a size each second").arg(fileSizeText(bytesPerSecond));
}

QStringList progressTexts(qint64 done, qint64 total, qint64 speed)
{
    QStringList texts{progressText(done, total)};
    if (speed > 0)
        texts.prepend(SizeWords::tr("%1 \u00B7 %2", "how far and how fast").arg(texts.constFirst(), speedText(speed)));
    if (speed > 0 && done < total)
        texts.prepend(SizeWords::tr("%1 \u00B7 %2", "how far and how long")
                          .arg(texts.constFirst(), leftText(total - done, speed)));
    return texts;
}

} // namespace jackdaw
