// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/BlurHash.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace jackdaw {

using namespace Qt::StringLiterals;

namespace {

constexpr QStringView digits = u"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
constexpr int mostSide = 64;
constexpr qsizetype shortest = 6;
constexpr int longWaves = 4;  ///< along the longer side of what we write
constexpr int shortWaves = 3;

using Colour = std::array<double, 3>; ///< linear light

qint64 decode83(QStringView text)
{
    qint64 value = 0;
    for (const QChar digit : text) {
        const qsizetype place = digits.indexOf(digit);
        if (place < 0) {
            return -1;
        }
        value = value * 83 + place;
    }
    return value;
}

QString encode83(qint64 value, int length)
{
    QString out(length, u'0');
    for (int i = length - 1; i >= 0; --i, value /= 83) {
        out[i] = digits.at(value % 83);
    }
    return out;
}

double toLinear(int byte)
{
    const double value = byte / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

int toByte(double linear)
{
    const double value = std::clamp(linear, 0.0, 1.0);
    return int((value <= 0.0031308 ? value * 12.92 : 1.055 * std::pow(value, 1 / 2.4) - 0.055) * 255 + 0.5);
}

double withSign(double value, double exponent)
{
    return std::copysign(std::pow(std::abs(value), exponent), value);
}

/// cos(pi * i * x / size) of all places x and all waves i.
std::vector<double> waves(int size, int count)
{
    std::vector<double> out(size_t(size) * size_t(count));
    for (int i = 0; i < count; ++i) {
        for (int x = 0; x < size; ++x) {
            out[size_t(i) * size_t(size) + size_t(x)] = std::cos(std::numbers::pi * i * x / size);
        }
    }
    return out;
}

bool isSide(int width, int height)
{
    return width > 0 && height > 0 && width <= mostSide && height <= mostSide;
}

} // namespace

bool isBlurHash(const QString &text)
{
    if (text.size() < shortest || decode83(text.first(1)) < 0 || decode83(text.first(1)) > 80) {
        return false;
    }
    const int sizes = int(decode83(text.first(1)));
    const qsizetype waveCount = qsizetype(sizes % 9 + 1) * (sizes / 9 + 1);
    return text.size() == 4 + 2 * waveCount && std::all_of(text.cbegin(), text.cend(), [](QChar each) { return digits.contains(each); });
}

QByteArray readBlurHash(const QString &text, int width, int height)
{
    if (!isSide(width, height) || !isBlurHash(text)) {
        return {};
    }
    const int sizes = int(decode83(text.first(1)));
    const int across = sizes % 9 + 1;
    const int down = sizes / 9 + 1;
    const double most = double(decode83(text.sliced(1, 1)) + 1) / 166;
    std::vector<Colour> colours(size_t(across) * size_t(down));
    const qint64 mean = decode83(text.sliced(2, 4));
    colours[0] = {toLinear(int(mean >> 16 & 255)), toLinear(int(mean >> 8 & 255)), toLinear(int(mean & 255))};
    for (size_t i = 1; i < colours.size(); ++i) {
        const qint64 value = decode83(text.sliced(qsizetype(4 + 2 * i), 2));
        const std::array<qint64, 3> parts{value / (19 * 19), value / 19 % 19, value % 19};
        for (size_t part = 0; part < 3; ++part) {
            colours[i][part] = withSign((double(parts[part]) - 9) / 9, 2) * most;
        }
    }
    const std::vector<double> rows = waves(height, down);
    const std::vector<double> columns = waves(width, across);
    QByteArray out(qsizetype(width) * height * 3, Qt::Uninitialized);
    char *next = out.data();
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            Colour sum{};
            for (int j = 0; j < down; ++j) {
                for (int i = 0; i < across; ++i) {
                    const double wave = columns[size_t(i * width + x)] * rows[size_t(j * height + y)];
                    for (size_t part = 0; part < 3; ++part) {
                        sum[part] += colours[size_t(j * across + i)][part] * wave;
                    }
                }
            }
            for (const double part : sum) {
                *next++ = char(toByte(part));
            }
        }
    }
    return out;
}

QString writeBlurHash(const QByteArray &rgb, int width, int height)
{
    if (!isSide(width, height) || rgb.size() != qsizetype(width) * height * 3) {
        return {};
    }
    const int across = width >= height ? longWaves : shortWaves;
    const int down = width >= height ? shortWaves : longWaves;
    const std::vector<double> rows = waves(height, down);
    const std::vector<double> columns = waves(width, across);
    std::vector<Colour> colours(size_t(across) * size_t(down));
    for (int j = 0; j < down; ++j) {
        for (int i = 0; i < across; ++i) {
            Colour &colour = colours[size_t(j * across + i)];
            for (int y = 0; y < height; ++y) {
                for (int x = 0; x < width; ++x) {
                    const double wave = columns[size_t(i * width + x)] * rows[size_t(j * height + y)];
                    const char *pixel = rgb.constData() + (qsizetype(y) * width + x) * 3;
                    for (size_t part = 0; part < 3; ++part) {
                        colour[part] += wave * toLinear(uchar(pixel[part]));
                    }
                }
            }
            const double scale = (i == 0 && j == 0 ? 1.0 : 2.0) / (double(width) * height);
            for (double &part : colour) {
                part *= scale;
            }
        }
    }
    double most = 0;
    for (size_t i = 1; i < colours.size(); ++i) {
        for (const double part : colours[i]) {
            most = std::max(most, std::abs(part));
        }
    }
    const int step = std::clamp(int(most * 166 - 0.5), 0, 82);
    most = double(step + 1) / 166;
    const auto level = [most](double part) { return qint64(std::clamp(std::floor(withSign(part / most, 0.5) * 9 + 9.5), 0.0, 18.0)); };
    const Colour &mean = colours[0];
    QString out = encode83(across - 1 + (down - 1) * 9, 1) + encode83(step, 1)
        + encode83(qint64(toByte(mean[0])) << 16 | qint64(toByte(mean[1])) << 8 | toByte(mean[2]), 4);
    for (size_t i = 1; i < colours.size(); ++i) {
        out += encode83((level(colours[i][0]) * 19 + level(colours[i][1])) * 19 + level(colours[i][2]), 2);
    }
    return out;
}

} // namespace jackdaw
