namespace Glissade.Kernels;

/// <summary>The usual kinds of state.</summary>
internal static class StateVisitors
{
    /// <summary>The meaningful columns of every row; the padding is zero anyway.</summary>
    public static void Matrix(this IStateVisitor state, string name, RowMatrix matrix) =>
        state.Rows(name, matrix.Rows, matrix.Columns, matrix.Row);

    /// <summary>A whole array.</summary>
    public static void Array<T>(this IStateVisitor state, string name, T[] values)
        where T : unmanaged => state.Rows<T>(name, 1, values.Length, _ => values);

    /// <summary>A whole buffer of fewer than 2^31 elements.</summary>
    public static void Buffer<T>(this IStateVisitor state, string name, AlignedBuffer<T> values)
        where T : unmanaged => state.Buffer(name, values, 1);

    /// <summary>A whole buffer, as that many rows of equal length.</summary>
    public static void Buffer<T>(this IStateVisitor state, string name, AlignedBuffer<T> values, int rows)
        where T : unmanaged
    {
        int columns = checked((int)(values.Length / rows));
        state.Rows(name, rows, columns, row => values.Slice((long)row * columns, columns));
    }

    /// <summary>A part with state of its own.</summary>
    public static void Part(this IStateVisitor state, string name, IStateful part) => part.Visit(state.Part(name));
}
