using System.Runtime.InteropServices;
using Glissade.Kernels;

namespace Glissade;

/// <summary>Overwrites all that it is shown with a file's tensors of the same names and shapes.</summary>
/// <remarks>
/// A tensor that is missing, of another shape or damaged is a <see cref="DataFormatException"/>; what was overwritten before is then of no
/// use.
/// </remarks>
internal sealed class StateReader(SafetensorsReader reader, string prefix = "") : IStateVisitor
{
    public void Value<T>(string name, ref T value)
        where T : unmanaged
    {
        T[] read = new T[1];
        Rows<T>(name, 1, 1, _ => read);
        value = read[0];
    }

    public void Rows<T>(string name, int rows, int columns, StateRow<T> row)
        where T : unmanaged
    {
        (TensorType type, int elements) = StateTensors.TypeOf<T>();
        reader.ReadTensor(prefix + name, type, [rows, (long)columns * elements], i => MemoryMarshal.AsBytes(row((int)i)));
    }

    public IStateVisitor Part(string name) => new StateReader(reader, $"{prefix}{name}.");
}
