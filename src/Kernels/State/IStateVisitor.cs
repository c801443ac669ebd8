namespace Glissade.Kernels;

/// <summary>Some of an object's state as a row of elements, to be read or to be overwritten.</summary>
/// <param name="row">The row, counted from 0.</param>
internal delegate Span<T> StateRow<T>(int row)
    where T : unmanaged;

/// <summary>
/// What an <see cref="IStateful"/> shows its state to: one implementation writes it to a checkpoint, another overwrites it with a
/// checkpoint's. The object names its parts once for both, so what is written and what is read cannot differ.
/// </summary>
internal interface IStateVisitor
{
    /// <summary>A number, or whatever else is no more than its bytes.</summary>
    void Value<T>(string name, ref T value)
        where T : unmanaged;

    /// <summary>Rows of equal length. A writer may ask for them after this call, as long as the state stands still.</summary>
    void Rows<T>(string name, int rows, int columns, StateRow<T> row)
        where T : unmanaged;

    /// <summary>The same visitor for a part, whose names go below <paramref name="name"/>.</summary>
    IStateVisitor Part(string name);
}
