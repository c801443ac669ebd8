using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Glissade.Kernels;

namespace Glissade.Runner.Hashing;

/// <summary>Arrays in NumPy's .npy format, version 1.0 (NEP 1): a header of text, then the elements row by row, little-endian.</summary>
internal static class NumpyFile
{
    private const int Alignment = 64;
    private const int BytesBeforeText = 10;

    public static void Write(string path, RowMatrix matrix) => AtomicFile.Write(path, stream =>
    {
        WriteHeader(stream, "<f4", string.Create(CultureInfo.InvariantCulture, $"{matrix.Rows}, {matrix.Columns}"));
        for (int row = 0; row < matrix.Rows; row++)
            stream.Write(MemoryMarshal.AsBytes(matrix.Row(row)));
    });

    public static void Write(string path, int[] numbers) => Write(path, "<i4", numbers);

    public static void Write(string path, float[] numbers) => Write(path, "<f4", numbers);

    private static void Write<T>(string path, string type, T[] numbers)
        where T : unmanaged => AtomicFile.Write(path, stream =>
    {
        WriteHeader(stream, type, string.Create(CultureInfo.InvariantCulture, $"{numbers.Length},"));
        stream.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
    });

    private static void WriteHeader(Stream stream, string type, string shape)
    {
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({shape}), }}";
        int padding = Alignment - ((BytesBeforeText + text.Length + 1) % Alignment);
        text += new string(' ', padding) + "\n";
        stream.Write([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)text.Length, (byte)(text.Length >> 8)]);
        stream.Write(Encoding.ASCII.GetBytes(text));
    }
}
