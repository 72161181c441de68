// SPDX-License-Identifier: GPL-3.0-or-later
// Makes one film or sound for a test of the real window: jackdaw-film [options] FILE, see --help.
#include "support/FilmMaker.h"

#include <QCommandLineParser>
#include <QGuiApplication>

#include <cstdio>

using namespace Qt::StringLiterals;

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QGuiApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Makes a film, or, by the end of its name, a sound."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"file"_s, u"Where it is to lie."_s);
    const QCommandLineOption length(u"length"_s, u"How long it is."_s, u"ms"_s, u"3000"_s);
    const QCommandLineOption width(u"width"_s, u"Pixels."_s, u"pixels"_s, u"320"_s);
    const QCommandLineOption height(u"height"_s, u"Pixels."_s, u"pixels"_s, u"180"_s);
    const QCommandLineOption rate(u"rate"_s, u"Pictures a second."_s, u"number"_s, u"25"_s);
    const QCommandLineOption rotation(u"rotation"_s, u"How it is to be turned."_s, u"degrees"_s, u"0"_s);
    const QCommandLineOption silent(u"silent"_s, u"Without a tone."_s);
    const QCommandLineOption soundOnly(u"sound-only"_s, u"Without pictures."_s);
    parser.addOptions({length, width, height, rate, rotation, silent, soundOnly});
    parser.process(application);
    if (parser.positionalArguments().size() != 1)
        parser.showHelp(2);
    jackdaw::test::FilmMaker::Film film;
    film.path = parser.positionalArguments().constFirst();
    film.size = QSize(parser.value(width).toInt(), parser.value(height).toInt());
    film.length = parser.value(length).toInt();
    film.rate = parser.value(rate).toInt();
    film.rotation = parser.value(rotation).toInt();
    film.hasSound = !parser.isSet(silent);
    film.hasPictures = !parser.isSet(soundOnly);
    jackdaw::test::FilmMaker maker(film);
    if (maker.make())
        return 0;
    std::fprintf(stderr, "%s\n", qPrintable(maker.words()));
    return 1;
}
