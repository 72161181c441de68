// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/AppearancePage.h"

#include "settings/Choosers.h"
#include "style/Translations.h"
#include "widgets/FlowLayout.h"
#include "widgets/Card.h"
#include "widgets/Labels.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {

constexpr int textStep = 10; // as Ctrl++ and Ctrl+- go

int toStep(int percent)
{
    return (percent + textStep / 2) / textStep * textStep;
}

/// Gives way where the row is narrow.
class SizeSlider : public QSlider
{
public:
    explicit SizeSlider(const Theme &theme) : QSlider(Qt::Horizontal), m_theme(theme) {}
    QSize sizeHint() const override { return QSize(m_theme.scaled(210), QSlider::sizeHint().height()); }
    QSize minimumSizeHint() const override { return QSize(m_theme.scaled(80), QSlider::sizeHint().height()); }

private:
    const Theme &m_theme;
};

/// The slider is the first child of what is returned; its value is the per cent, which screen readers say.
QWidget *makeSizeControl(const Theme &theme, Preferences &preferences, const QString &name, const QString &percentText)
{
    auto *slider = new SizeSlider(theme);
    slider->setRange(80, 200);
    slider->setSingleStep(textStep);
    slider->setPageStep(2 * textStep);
    slider->setTickPosition(QSlider::TicksBelow);
    slider->setTickInterval(2 * textStep);
    // While it is dragged, growing text would move the slider away under the pointer.
    slider->setTracking(false);
    slider->setAccessibleName(name);
    auto *small = new Label(theme, TypeRole::Tiny, Token::Text, u"A"_s);
    auto *large = new Label(theme, TypeRole::Title, Token::Text, u"A"_s);
    auto *percent = new Label(theme, TypeRole::Body, Token::Text2);
    small->setAccessibleName(u" "_s);
    large->setAccessibleName(u" "_s);
    auto *control = new QWidget;
    auto *line = new QHBoxLayout(control);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    line->addWidget(small);
    line->addWidget(slider);
    line->addWidget(large);
    line->addWidget(percent);
    const auto show = [=, &theme, &preferences] {
        const QSignalBlocker quiet(slider);
        slider->setValue(preferences.textSize());
        slider->updateGeometry();
        percent->setText(percentText.arg(preferences.textSize()));
        percent->setFixedWidth(theme.scaled(40));
    };
    show();
    QObject::connect(&preferences, &Preferences::changed, slider, show);
    QObject::connect(slider, &QSlider::valueChanged, &preferences,
                     [&preferences](int value) { preferences.setTextSize(toStep(value)); });
    QObject::connect(slider, &QSlider::sliderMoved, percent, [=](int value) { percent->setText(percentText.arg(toStep(value))); });
    return control;
}

} // namespace

AppearancePage::AppearancePage(const Theme &theme, Preferences &preferences, QWidget *parent)
    : SettingsPage(theme, tr("Appearance"), parent)
{
    using Scheme = Preferences::Scheme;
    addHeading(tr("Theme"));
    auto *tiles = new FlowLayout(20, 14);
    auto *schemes = new QButtonGroup(this);
    const std::pair<Scheme, QString> all[] = {{Scheme::FollowSystem, tr("Follow system")}, {Scheme::Light, tr("Light")},
                                              {Scheme::Dark, tr("Dark")}, {Scheme::HighContrast, tr("High contrast")}};
    for (const auto &[scheme, text] : all) {
        auto *tile = new ThemeTile(theme, scheme, text);
        schemes->addButton(tile, int(scheme));
        tiles->addWidget(tile);
    }
    content()->addLayout(tiles);
    content()->addSpacing(22);

    addHeading(tr("Accent colour"));
    auto *swatches = new FlowLayout(12, 10);
    auto *accents = new QButtonGroup(this);
    const QStringList names{tr("Blue"), tr("Purple"), tr("Pink"), tr("Rust"), tr("Ochre"), tr("Green"), tr("Teal"), tr("Slate")};
    const QList<QColor> hues = Theme::hues();
    // In the order of picture 08; the first is the design's own.
    for (const int index : {0, 6, 5, 4, 3, 2, 1, 7}) {
        auto *swatch = new AccentSwatch(theme, hues.at(index), names.at(index));
        accents->addButton(swatch, index);
        swatches->addWidget(swatch);
    }
    content()->addLayout(swatches);
    auto *note = new Label(theme, TypeRole::Meta, Token::Text2, tr("High contrast has an accent of its own."), Label::Wrap::Yes);
    note->setContentsMargins(0, 10, 0, 0);
    content()->addWidget(note);
    content()->addSpacing(22);

    Card *text = addCard();
    QWidget *size = makeSizeControl(theme, preferences, tr("Text size"), tr("%1%", "text size in per cent"));
    keepWheel(size->findChild<QSlider *>());
    text->addRow(new SettingsRow(theme, tr("Text size"), tr("Also changes with Ctrl + and Ctrl −"), size));
    auto *density = new QComboBox;
    density->setAccessibleName(tr("Chat list density"));
    density->addItem(tr("Comfortable"), int(Preferences::Density::Comfortable));
    density->addItem(tr("Compact"), int(Preferences::Density::Compact));
    keepWheel(density);
    text->addRow(new SettingsRow(theme, tr("Chat list density"), {}, density));
    addSwitch(text, preferences, tr("Use the system font"), tr("Instead of Inter, which Jackdaw brings along"),
              &Preferences::systemFont, &Preferences::setSystemFont);

    Card *motion = addCard();
    addSwitch(motion, preferences, tr("Reduce motion"), tr("Popups appear without fading"), &Preferences::reduceMotion,
              &Preferences::setReduceMotion);
    addSwitch(motion, preferences, tr("Show keyboard hints under the message field"), {}, &Preferences::keyboardHints,
              &Preferences::setKeyboardHints);
    auto *language = new QComboBox;
    language->setAccessibleName(tr("Language"));
    language->addItem(tr("System language"), QString());
    const QList<Language> spoken = languages();
    for (const Language &one : spoken)
        language->addItem(one.name, one.code);
    keepWheel(language);
    motion->addRow(new SettingsRow(theme, tr("Language"), tr("Used from the next start"), language));
    finish();

    const auto show = [=, &preferences, &theme] {
        const QSignalBlocker quietSchemes(schemes);
        const QSignalBlocker quietAccents(accents);
        const QSignalBlocker quietDensity(density);
        const QSignalBlocker quietLanguage(language);
        schemes->button(int(preferences.scheme()))->setChecked(true);
        const QColor accent = preferences.accent();
        const qsizetype index = accent.isValid() ? Theme::hues().indexOf(accent) : 0;
        accents->setExclusive(index >= 0);
        if (index >= 0)
            accents->button(int(index))->setChecked(true);
        density->setCurrentIndex(density->findData(int(preferences.density())));
        language->setCurrentIndex(std::max(0, language->findData(preferences.language())));
        const bool choosable = !theme.isHighContrast();
        for (QAbstractButton *swatch : accents->buttons())
            swatch->setEnabled(choosable);
        note->setVisible(!choosable);
    };
    show();
    connect(&preferences, &Preferences::changed, this, show);
    connect(&theme, &Theme::changed, this, show);
    connect(schemes, &QButtonGroup::idClicked, &preferences, [&preferences](int id) { preferences.setScheme(Scheme(id)); });
    // The design's own accent is stored as "none", so that it stays the design's if that changes.
    connect(accents, &QButtonGroup::idClicked, &preferences,
            [&preferences](int id) { preferences.setAccent(id == 0 ? QColor() : Theme::hues().at(id)); });
    connect(language, &QComboBox::currentIndexChanged, &preferences,
            [language, &preferences] { preferences.setLanguage(language->currentData().toString()); });
    connect(density, &QComboBox::currentIndexChanged, &preferences, [density, &preferences] {
        preferences.setDensity(Preferences::Density(density->currentData().toInt()));
    });
}

} // namespace jackdaw
