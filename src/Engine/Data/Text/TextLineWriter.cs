using System.Globalization;

namespace Glissade.Text;

/// <summary>Numbers and separators of a text file, gathered in a buffer.</summary>
internal sealed class TextLineWriter(Stream stream)
{
    /// <summary>No number that is written here is longer.</summary>
    private const int LongestNumber = 32;

    private readonly byte[] buffer = new byte[64 << 10];
    private int count;

    internal void Write(char ascii)
    {
        Reserve();
        buffer[count++] = (byte)ascii;
    }

    internal void Write(int number)
    {
        Reserve();
        number.TryFormat(buffer.AsSpan(count), out int written, default, CultureInfo.InvariantCulture);
        count += written;
    }

    /// <summary>The shortest text that reads back as the same number.</summary>
    internal void Write(float number)
    {
        Reserve();
        number.TryFormat(buffer.AsSpan(count), out int written, default, CultureInfo.InvariantCulture);
        count += written;
    }

    /// <summary>units / 10^decimals with all its decimals, as many as there are.</summary>
    internal void WriteFixed(ulong units, int decimals)
    {
        Reserve();
        Span<byte> digits = stackalloc byte[LongestNumber];
        int at = digits.Length;
        for (int i = 0; i <= decimals || units > 0; i++, units /= 10)
        {
            if (i == decimals)
                digits[--at] = (byte)'.';
            digits[--at] = (byte)('0' + (units % 10));
        }
        digits[at..].CopyTo(buffer.AsSpan(count));
        count += digits.Length - at;
    }

    internal void Flush()
    {
        stream.Write(buffer, 0, count);
        count = 0;
    }

    private void Reserve()
    {
        if (buffer.Length - count < LongestNumber)
            Flush();
    }
}
