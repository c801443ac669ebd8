namespace Glissade.Text;

/// <summary>Whole lines of a file.</summary>
internal sealed class LineChunk
{
    /// <summary>The memory that holds them, which is used again and again.</summary>
    internal byte[] Memory = [];

    /// <summary>Where the first line begins.</summary>
    internal int Start { get; set; }

    /// <summary>Where the last line ends.</summary>
    internal int End { get; set; }

    /// <summary>The lines.</summary>
    internal Span<byte> Lines => Memory.AsSpan(Start..End);
}
