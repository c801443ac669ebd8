using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Glissade.Engine.Tests.Data;

[Trait("Tier", "any")]
public sealed class AnyBytesTests
{
    private static readonly string[] Pieces =
    [
        "1,2", " 3:4", " ", "\n", "\r\n", "\"", ",", "text", "labels", "text,labels\n", "{", "}", "{\"text\":\"a\",\"labels\":[\"b\"]}",
            "[", "]", ":", "null",
        "__label__", "__label__a", "qid:1", "#", "-1", "1e99", "\0", "\u00FF", "\u00C3", "\\ud800", "\uFEFF", "99999999999", "0:1", "a",
            "GLCACHE\0",
        "\u001F\u008B\u0008", "\u0028\u00B5\u002F\u00FD",
    ];

    [Property(MaxTest = 3000)]
    public Property WhateverIsReadIsADataSetOrAnErrorThatNamesTheSource() => Prop.ForAll(
        Gen.Elements(Pieces).ListOf().Select(string.Concat).ToArbitrary(),
        Gen.Elements<DataFormat?>([null, .. Enum.GetValues<DataFormat>().Select(format => (DataFormat?)format)]).ToArbitrary(),
        Gen.Elements(1, 2).ToArbitrary(),
        static (text, format, least) =>
        {
            DataReadOptions options = new() { Format = format, Text = new TextFeatureOptions { MinimumCount = least, WordNGrams = least } };
            try
            {
                Dataset data = Dataset.Load(new MemoryStream(Encoding.Latin1.GetBytes(text)), "source", options);
                Assert.True(data.Count >= 0);
                _ = DatasetDescription.Of(data);
            }
            catch (DataFormatException exception)
            {
                Assert.StartsWith("source", exception.Message, StringComparison.Ordinal);
            }
        });
}
