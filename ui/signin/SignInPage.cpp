// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/SignInPage.h"

#include "signin/BrandPanel.h"
#include "signin/CreateAccountForm.h"
#include "signin/DisplayMenu.h"
#include "signin/LanguageMenu.h"
#include "signin/SignInForm.h"
#include "style/Preferences.h"
#include "widgets/Buttons.h"
#include "widgets/Labels.h"

#include <QApplication>
#include <QFrame>
#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QStyleOptionButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace jackdaw {

namespace {
constexpr int brandWidth = 520;
constexpr int formWidth = 460;
constexpr int collapseWidth = 900;
constexpr int narrowWidth = 480;

QFrame *makeLine()
{
    auto *line = new QFrame;
    line->setFrameShape(QFrame::HLine);
    return line;
}

/// Opens a menu without the mark of one: its picture says what is in it (picture 04).
class DisplayButton : public TextButton
{
public:
    using TextButton::TextButton;

protected:
    void initStyleOption(QStyleOptionButton *option) const override
    {
        TextButton::initStyleOption(option);
        option->features.setFlag(QStyleOptionButton::HasMenu, false);
    }
};
} // namespace

SignInPage::SignInPage(const Theme &theme, Preferences &preferences, Way way, Demo demo, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_preferences(preferences), m_brand(new BrandPanel(theme)), m_form(new SignInForm(theme)),
      m_sides(new QStackedWidget), m_back(nullptr), m_way(way), m_smallHead(new QWidget)
{
    m_language = new TextButton({}, ButtonKind::Secondary, ButtonSize::Small);
    m_language->setIcon(theme.icon(u"languages"_s));
    m_language->setMenu(new LanguageMenu(preferences, m_language));
    m_language->setAccessibleDescription(tr("Used from the next start"));
    m_language->setToolTip(tr("Language, used from the next start"));
    m_display = new DisplayButton(tr("Display"), ButtonKind::Secondary, ButtonSize::Small);
    m_display->setIcon(theme.icon(u"accessibility"_s));
    m_display->setMenu(new DisplayMenu(preferences, m_display));
    m_display->setAccessibleName(tr("Display"));
    connect(&preferences, &Preferences::changed, this, &SignInPage::collapse);

    auto *small = new QHBoxLayout(m_smallHead);
    small->setContentsMargins(0, 0, 0, 0);
    small->setSpacing(10);
    small->addWidget(new BrandMark(theme, 32));
    small->addWidget(new Label(theme, TypeRole::Heading, Token::Text, u"Jackdaw"_s));

    auto *top = new QHBoxLayout;
    top->setContentsMargins(24, 24, 28, 0);
    top->setSpacing(12);
    auto *back = new TextButton(tr("Back"), ButtonKind::Quiet, ButtonSize::Small);
    back->setIcon(theme.icon(u"arrow-left"_s));
    back->setVisible(way == Way::Another);
    connect(back, &QAbstractButton::clicked, this, &SignInPage::goBack);
    top->addWidget(back);
    m_back = back;
    top->addWidget(m_smallHead);
    top->addStretch();
    auto *choosers = new QHBoxLayout;
    choosers->setSpacing(8);
    choosers->addWidget(m_language);
    choosers->addWidget(m_display);
    top->addLayout(choosers);

    m_scroll = makeScroll(makeForm(choices(demo)));
    auto *first = new QWidget;
    auto *rows = new QVBoxLayout(first);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_scroll, 1);
    makeFooter(first);
    m_sides->addWidget(first);

    auto *side = new QVBoxLayout;
    side->setContentsMargins(0, 0, 0, 0);
    side->setSpacing(0);
    side->addLayout(top);
    side->addWidget(m_sides, 1);

    auto *line = new QHBoxLayout(this);
    line->setSizeConstraint(QLayout::SetNoConstraint); // the brand gives way, see collapse()
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(m_brand);
    line->addLayout(side, 1);

    connect(m_form, &SignInForm::signInRequested, this, &SignInPage::signInRequested);
    connect(m_form, &SignInForm::proxyPasswordEntered, this, &SignInPage::proxyPasswordEntered);
    connect(m_form, &SignInForm::cancelRequested, this, &SignInPage::cancelRequested);
    connect(&theme, &Theme::changed, this, [this] {
        collapse();
        update();
    });
    collapse();
}

QList<SignInPage::Choice> SignInPage::choices(Demo demo) const
{
    QList<Choice> choices{{u"user-round-plus"_s, tr("Create an account"), tr("Choose a provider or your organisation’s server"),
                           &SignInPage::openCreate}};
    if (m_way == Way::First) {
        choices.append({u"download"_s, tr("Take in a backup"), tr("Go on with what you had on another computer"),
                        &SignInPage::restoreRequested});
    }
    if (demo == Demo::Offered) {
        choices.append({u"flask-conical"_s, tr("Try the local demo"), tr("Sample people and chats, kept on this computer"),
                        &SignInPage::demoRequested});
    }
    return choices;
}

QWidget *SignInPage::makeForm(const QList<Choice> &choices)
{
    auto *column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_form);
    auto *others = new QVBoxLayout;
    others->setContentsMargins(focusRoom, 0, focusRoom, 0); // as the form has it
    others->setSpacing(0);
    column->addLayout(others);
    if (!choices.isEmpty()) {
        auto *divider = new QHBoxLayout;
        divider->setSpacing(14);
        divider->addWidget(makeLine(), 1);
        divider->addWidget(new Label(m_theme, TypeRole::Meta, Token::Text3, tr("New here?")));
        divider->addWidget(makeLine(), 1);
        others->addSpacing(28 - focusRoom);
        others->addLayout(divider);
        others->addSpacing(20);
    }
    for (const Choice &choice : choices) {
        auto *card = new ChoiceCard(m_theme, choice.icon, choice.title, choice.help);
        connect(card, &QAbstractButton::clicked, this, choice.wish);
        others->addWidget(card);
        others->addSpacing(12);
    }

    return makeColumn(column);
}

/// The options are longer than most windows are high, and what they are for must not be looked for below them.
void SignInPage::makeFooter(QWidget *page)
{
    m_footer = new QWidget;
    auto *row = new QHBoxLayout;
    row->setSpacing(0);
    row->addStretch(1);
    row->addStretch(1);
    auto *column = new QVBoxLayout(m_footer);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine());
    column->addLayout(row);
    page->layout()->addWidget(m_footer);
    m_footer->hide();
    const auto widen = [this] { m_form->acts()->setMaximumWidth(m_theme.scaled(formWidth) + 2 * focusRoom); };
    widen();
    connect(&m_theme, &Theme::changed, m_footer, widen);
    connect(m_form, &SignInForm::lengthChanged, this, &SignInPage::placeActs);
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, &SignInPage::alignFooter);
}

void SignInPage::placeActs()
{
    QWidget *acts = m_form->acts();
    QWidget *focused = acts->isAncestorOf(QApplication::focusWidget()) ? QApplication::focusWidget() : nullptr;
    if (m_form->isLong()) {
        static_cast<QBoxLayout *>(m_footer->layout()->itemAt(1)->layout())->insertWidget(1, acts, 1000);
        acts->show();
    } else {
        m_form->takeActsBack();
    }
    m_footer->setVisible(m_form->isLong());
    alignFooter();
    if (focused) // what is moved loses it
        focused->setFocus(Qt::OtherFocusReason);
}

/// Below the fields, which have a scroll bar beside them.
void SignInPage::alignFooter()
{
    const int bar = m_scroll->verticalScrollBar()->maximum() > 0 ? m_scroll->verticalScrollBar()->sizeHint().width() : 0;
    const int side = 24 - focusRoom;
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    m_footer->layout()->itemAt(1)->layout()->setContentsMargins(side + (mirrored ? bar : 0), 12 - focusRoom,
                                                                side + (mirrored ? 0 : bar), 16 - focusRoom);
}

QScrollArea *SignInPage::makeScroll(QWidget *page)
{
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(page);
    return scroll;
}

QWidget *SignInPage::makeColumn(QLayout *column)
{
    auto *narrow = new QWidget;
    narrow->setLayout(column);
    const auto widen = [this, narrow] { narrow->setMaximumWidth(m_theme.scaled(formWidth) + 2 * focusRoom); };
    widen();
    connect(&m_theme, &Theme::changed, narrow, widen);

    auto *page = new QWidget;
    auto *across = new QHBoxLayout(page);
    across->setContentsMargins(24 - focusRoom, 16, 24 - focusRoom, 24);
    across->addStretch(1);
    auto *down = new QVBoxLayout;
    down->addStretch(1);
    down->addWidget(narrow);
    down->addStretch(2); // a little above the middle, where the eye looks for it
    across->addLayout(down, 1000);
    across->addStretch(1);
    return page;
}

QSize SignInPage::minimumSizeHint() const
{
    return QSize(320, 320);
}

void SignInPage::collapse()
{
    // The window's breakpoint, not the page's: they are the same, for the page covers the window.
    const bool wide = width() >= m_theme.scaled(collapseWidth);
    m_brand->setVisible(wide);
    m_brand->setFixedWidth(qMin(m_theme.scaled(brandWidth), width() / 2));
    // Where both do not fit beside the name they are their icons alone, and beside a way back there is no name.
    const bool narrow = width() < m_theme.scaled(narrowWidth);
    const QString language = LanguageMenu::shownLanguage(m_preferences);
    m_language->setText(narrow ? QString() : language);
    m_language->setAccessibleName(tr("Language: %1").arg(language));
    m_display->setText(narrow ? QString() : tr("Display"));
    m_smallHead->setVisible(!wide && !(narrow && m_back->isVisibleTo(this)));
}

void SignInPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    collapse();
}

void SignInPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (!event->spontaneous())
        m_sides->currentIndex() == 0 ? m_form->focusFirst() : m_create->focusFirst();
}

void SignInPage::makeCreate()
{
    m_create = new CreateAccountForm(m_theme);
    connect(m_create, &CreateAccountForm::askRequested, this, &SignInPage::registrationAsked);
    connect(m_create, &CreateAccountForm::proxyPasswordEntered, this, &SignInPage::proxyPasswordEntered);
    connect(m_create, &CreateAccountForm::submitRequested, this, &SignInPage::registrationSubmitted);
    connect(m_create, &CreateAccountForm::cancelRequested, this, &SignInPage::registrationCancelled);
    connect(m_create, &CreateAccountForm::websiteRequested, this, &SignInPage::websiteRequested);
    auto *column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_create);
    m_sides->addWidget(makeScroll(makeColumn(column)));
}

void SignInPage::showCreate(const QString &link)
{
    if (!m_create)
        makeCreate();
    m_sides->setCurrentIndex(1);
    m_back->show();
    collapse();
    if (link.isEmpty())
        m_create->focusFirst();
    else
        m_create->setLink(link);
}

void SignInPage::showSignIn()
{
    m_sides->setCurrentIndex(0);
    m_back->setVisible(m_way == Way::Another);
    collapse();
    m_form->focusFirst();
}

void SignInPage::goBack()
{
    if (m_sides->currentIndex() == 0) {
        Q_EMIT backRequested();
        return;
    }
    Q_EMIT registrationCancelled();
    if (!m_create->stepBack())
        showSignIn();
}

void SignInPage::showOffer(const RegistrationOffer &offer)
{
    if (m_create)
        m_create->showOffer(offer);
}

void SignInPage::showRegistrationError(const Error &error)
{
    if (m_create)
        m_create->showError(error);
}

void SignInPage::showCreated(const BareJid &account)
{
    if (m_create) {
        m_create->setBusy(false);
        m_create->stepBack();
    }
    m_form->setCreated(account);
    showSignIn();
}

AccountSettings SignInPage::newAccountSettings() const
{
    return m_create ? m_create->server() : AccountSettings();
}

QString SignInPage::newAccountProxyPassword() const
{
    return m_create ? m_create->proxyPassword() : QString();
}

std::optional<InvitationLink> SignInPage::invitation() const
{
    return m_create ? m_create->invitation() : std::nullopt;
}

void SignInPage::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.color(Token::Surface));
}

void SignInPage::setAddress(const QString &address)
{
    m_form->setAddress(address);
}

void SignInPage::setBusy(bool busy)
{
    m_form->setBusy(busy);
}

void SignInPage::showError(const Error &error)
{
    m_form->showError(error);
}

} // namespace jackdaw
