namespace Glissade.Kernels.Tests;

/// <summary>
/// Numbers between NaNs: a kernel that reads outside of its range shows it in the result, one that writes there is found by
/// <see cref="AssertSurroundings"/>.
/// </summary>
internal sealed unsafe class TestMemory : IDisposable
{
    private const int Margin = 64;
    private readonly AlignedBuffer<float> buffer;
    private readonly int start;

    public TestMemory(int length, bool misaligned = false)
    {
        Length = length;
        start = Margin + (misaligned ? 1 : 0);
        buffer = new AlignedBuffer<float>(length + (2 * Margin) + 1);
        buffer.Slice(0, (int)buffer.Length).Fill(float.NaN);
        Span.Clear();
    }

    public int Length { get; }

    public float* Pointer => buffer.Pointer + start;

    public Span<float> Span => buffer.Slice(start, Length);

    /// <summary>Normally distributed numbers.</summary>
    public static TestMemory Gaussian(int length, ulong seed, float deviation = 1, bool misaligned = false)
    {
        TestMemory memory = new(length, misaligned);
        Normals.Fill(memory.Span, seed);
        foreach (ref float value in memory.Span)
            value *= deviation;
        return memory;
    }

    public static TestMemory Of(ReadOnlySpan<float> values, bool misaligned = false)
    {
        TestMemory memory = new(values.Length, misaligned);
        values.CopyTo(memory.Span);
        return memory;
    }

    public TestMemory Copy() => Of(Span);

    public void AssertSurroundings()
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            bool inside = i >= start && i < start + Length;
            if (!inside && !float.IsNaN(buffer.Pointer[i]))
                Assert.Fail($"element {i - start} of {Length} was written");
        }
    }

    public void Dispose() => buffer.Dispose();
}
