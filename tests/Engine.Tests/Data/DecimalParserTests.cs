using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Glissade.Text;

namespace Glissade.Engine.Tests.Data;

public sealed class DecimalParserTests
{
    private static readonly Gen<string> Digits = Gen.Choose(0, 9).ListOf().Select(static digits => string.Concat(digits.Take(24)));

    private static readonly Gen<string> Number =
        from sign in Gen.Elements("", "", "-", "+")
        from whole in Digits
        from point in Gen.Elements("", ".", ".")
        from fraction in Digits
        from exponent in Gen.OneOf(Gen.Constant(""), Gen.Choose(-50, 50).Select(static power => $"e{power}"))
        select sign + whole + point + fraction + exponent;

    [Property(MaxTest = 5000)]
    public Property DecimalTextGivesTheFloatThatTheLibraryGives() => Prop.ForAll(Number.ToArbitrary(), AssertAsLibrary);

    /// <summary>
    /// The middle between two floats, cut to 19 decimals: the double nearest to that is the middle itself, and rounding it would forget on
    /// which side of the middle the text stands.
    /// </summary>
    [Property(MaxTest = 5000)]
    public Property TextNextToATieGivesTheFloatThatTheLibraryGives() =>
        Prop.ForAll(Gen.Choose(0x3A000000, 0x3A6C0000).ToArbitrary(), static bits =>
        {
            double low = BitConverter.Int32BitsToSingle(bits);
            double middle = (low + BitConverter.Int32BitsToSingle(bits + 1)) / 2;
            AssertAsLibrary(middle.ToString("F19", CultureInfo.InvariantCulture).TrimStart('0'));
        });

    [Property(MaxTest = 2000)]
    public Property ShortestTextGivesTheFloatBack() => Prop.ForAll(Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary(), static bits =>
    {
        float value = BitConverter.Int32BitsToSingle(bits);
        if (float.IsFinite(value))
            AssertAsLibrary(value.ToString(CultureInfo.InvariantCulture));
    });

    [Theory]
    [InlineData("1.00000005960464477540")] // a hair above a tie
    [InlineData("1.00000017881393432617")] // a hair below one
    [InlineData("9007199254740993")]
    [InlineData("16777217")]
    [InlineData("9999999999999999999")]
    [InlineData("00000000000000000000001")]
    [InlineData("1.17549429e-38")]
    [InlineData("1e-45")]
    [InlineData("3.4028235e38")]
    public void HardNumbersGiveTheFloatThatTheLibraryGives(string text) => AssertAsLibrary(text);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("2147483646", 2147483646)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("2147483648", int.MaxValue)]
    [InlineData("9999999999999999999", int.MaxValue)]
    [InlineData("18446744073709551617", int.MaxValue)] // 2^64 + 1
    [InlineData("184467440737095516170000000000", int.MaxValue)]
    [InlineData("0000000000000000000000000012", 12)]
    public void IdsBeyondAnIntAreNotWrappedAround(string text, int expected)
    {
        int end = DecimalParser.ReadId(Encoding.ASCII.GetBytes(text + "\n"), 0, out int id);
        Assert.Equal(text.Length, end);
        Assert.Equal(expected, id);
    }

    private static void AssertAsLibrary(string text)
    {
        int end = DecimalParser.ReadSingle(Encoding.ASCII.GetBytes(text + "\n"), 0, out float value);
        bool finite = float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float expected);
        finite &= float.IsFinite(expected);
        Assert.Equal(finite ? text.Length : -1, end);
        if (finite)
            Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(value));
    }
}
