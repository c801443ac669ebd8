namespace Glissade.Runner.Profile;

/// <summary>What a part must move and compute at least, over some batches.</summary>
/// <param name="EmbeddingBytes">Bytes of embedding rows, and of their optimizer state, read or written.</param>
/// <param name="OutputBytes">Bytes of output rows likewise.</param>
/// <param name="Writes">Whether rows are written: another bound holds for these.</param>
/// <param name="Operations">Floating-point operations.</param>
internal readonly record struct PartWork(double EmbeddingBytes = 0, double OutputBytes = 0, bool Writes = false, double Operations = 0)
{
    public static PartWork operator +(PartWork left, PartWork right) => new(
        left.EmbeddingBytes + right.EmbeddingBytes, left.OutputBytes + right.OutputBytes, left.Writes || right.Writes,
        left.Operations + right.Operations);

    /// <summary>Bytes of both layers.</summary>
    public double Bytes => EmbeddingBytes + OutputBytes;

    /// <summary>Seconds that the machine needs at least, moving and computing at the same time; 0 if nothing is counted.</summary>
    public double SecondsAt(MachineBounds bounds)
    {
        double moving = Writes
            ? (EmbeddingBytes / bounds.EmbeddingReadWrite) + (OutputBytes / bounds.OutputReadWrite)
            : (EmbeddingBytes / bounds.EmbeddingRead) + (OutputBytes / bounds.OutputRead);
        return Math.Max(moving, Operations / bounds.MultiplyAdd);
    }
}
