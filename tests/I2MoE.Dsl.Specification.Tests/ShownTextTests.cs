namespace I2MoE.Dsl.Specification.Tests;

public sealed class ShownTextTests
{
    [Theory]
    [InlineData("Größe, 身長, שלום", "Größe, 身長, שלום")]
    [InlineData("\uFEFFage\u200B", "<U+FEFF>age<U+200B>")]
    [InlineData("a\u202Eb\u2066c", "a<U+202E>b<U+2066>c")]
    [InlineData("a\u001B[31m\n", "a?[31m?")]
    [InlineData("\U0001F600!", "\U0001F600!")]
    public void A_message_has_a_text_as_it_can_be_read(string text, string expected) => Assert.Equal(expected, ShownText.Of(text));

    // A constant of an attribute is UTF-8, which has no half of a pair.
    [Fact]
    public void Half_of_a_sign_is_none() => Assert.Equal("half ?!", ShownText.Of("half \uD83D!"));

    [Fact]
    public void A_long_text_is_cut_and_no_sign_within() => Assert.Equal(new string('a', 59) + "?…", ShownText.Of(new string('a', 59) + "\U0001F600b"));
}
