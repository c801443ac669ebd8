namespace Glissade.Kernels.Tests;

/// <summary>Rows stored in some precision, at any address and with gaps between them, filled with bytes that read as NaN.</summary>
internal sealed unsafe class StoredRows : IDisposable
{
    private const int GapElements = 3;
    private readonly AlignedBuffer<byte> buffer;
    private readonly int start;

    public StoredRows(WeightPrecision precision, int rows, int length)
    {
        Precision = precision;
        Rows = rows;
        Length = length;
        ElementBytes = precision == WeightPrecision.Single ? sizeof(float) : sizeof(ushort);
        Stride = (length + GapElements) * ElementBytes;
        start = 64 + ElementBytes;
        buffer = new AlignedBuffer<byte>((rows * Stride) + 128);
        buffer.Slice(0, (int)buffer.Length).Fill(0xFF);
        for (int row = 0; row < rows; row++)
            new Span<byte>(Pointer + (row * Stride), length * ElementBytes).Clear();
    }

    public WeightPrecision Precision { get; }

    public int Rows { get; }

    public int Length { get; }

    public int ElementBytes { get; }

    public nint Stride { get; }

    public byte* Pointer => buffer.Pointer + start;

    public static StoredRows Gaussian(WeightPrecision precision, int rows, int length, ulong seed)
    {
        StoredRows stored = new(precision, rows, length);
        float[] values = new float[rows * length];
        Normals.Fill(values, seed);
        for (int i = 0; i < values.Length; i++)
            stored.Set(i / length, i % length, values[i]);
        return stored;
    }

    public StoredRows Copy()
    {
        StoredRows copy = new(Precision, Rows, Length);
        buffer.Slice(0, (int)buffer.Length).CopyTo(copy.buffer.Slice(0, (int)buffer.Length));
        return copy;
    }

    public float Get(int row, int element) => Precision == WeightPrecision.Single
        ? ((float*)(Pointer + (row * Stride)))[element]
        : BFloat16.ToSingle(((ushort*)(Pointer + (row * Stride)))[element]);

    /// <summary>Stores the nearest number there is.</summary>
    public void Set(int row, int element, float value)
    {
        if (Precision == WeightPrecision.Single)
            ((float*)(Pointer + (row * Stride)))[element] = value;
        else
            ((ushort*)(Pointer + (row * Stride)))[element] = BFloat16.FromSingle(value);
    }

    /// <summary>A row in single precision.</summary>
    public TestMemory Read(int row)
    {
        TestMemory values = new(Length);
        for (int i = 0; i < Length; i++)
            values.Span[i] = Get(row, i);
        return values;
    }

    /// <summary>Nothing before, between or behind the rows was written.</summary>
    public void AssertSurroundings()
    {
        AssertUntouched(0, start);
        int rowBytes = Length * ElementBytes;
        for (int row = 0; row < Rows; row++)
            AssertUntouched(start + ((int)Stride * row) + rowBytes, (int)Stride - rowBytes);
        int end = start + ((int)Stride * Rows);
        AssertUntouched(end, (int)buffer.Length - end);
    }

    private void AssertUntouched(int from, int count)
    {
        int written = buffer.Slice(from, count).IndexOfAnyExcept((byte)0xFF);
        if (written >= 0)
            Assert.Fail($"byte {from + written - start} of rows of {Stride} bytes was written");
    }

    public void Dispose() => buffer.Dispose();
}
