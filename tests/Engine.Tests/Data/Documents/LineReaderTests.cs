using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Glissade.Documents;

namespace Glissade.Engine.Tests.Data.Documents;

public sealed class LineReaderTests
{
    [Property(MaxTest = 500)]
    public Property AnyChunkSizeGivesTheSameLines() => Prop.ForAll(
        Gen.Elements("a", "bcd", "\n", "\n", "\r\n", "\r", "é").ListOf().Select(string.Concat).ToArbitrary(),
            Gen.Choose(1, 9).ToArbitrary(),
        static (text, chunkBytes) =>
        {
            List<string> expected = [.. text.Split('\n')];
            // A byte order mark alone is a line.
            if (expected[^1].Length == 0 && text.Length > 0)
                expected.RemoveAt(expected.Count - 1);
            LineReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes("\uFEFF" + text)), "data", chunkBytes + 3);
            List<string> lines = [];
            while (reader.Next(out ReadOnlySpan<byte> line))
            {
                lines.Add(reader.Decode(line));
                Assert.Equal(lines.Count, reader.Line);
            }
            Assert.Equal(expected.Select(line => line.EndsWith('\r') ? line[..^1] : line), lines);
        });
}
