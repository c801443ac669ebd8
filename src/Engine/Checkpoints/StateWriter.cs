using System.Runtime.InteropServices;
using Glissade.Kernels;

namespace Glissade;

/// <summary>Declares all that it is shown as tensors; their elements are read when the file is written.</summary>
internal sealed class StateWriter(SafetensorsWriter writer, string prefix = "") : IStateVisitor
{
    public void Value<T>(string name, ref T value)
        where T : unmanaged
    {
        T[] copy = [value];
        Rows<T>(name, 1, 1, _ => copy);
    }

    public void Rows<T>(string name, int rows, int columns, StateRow<T> row)
        where T : unmanaged
    {
        (TensorType type, int elements) = StateTensors.TypeOf<T>();
        writer.Add(prefix + name, type, [rows, (long)columns * elements], new Source<T>(rows, row));
    }

    public IStateVisitor Part(string name) => new StateWriter(writer, $"{prefix}{name}.");

    private sealed class Source<T>(int rows, StateRow<T> row) : ITensorSource
        where T : unmanaged
    {
        private const int ElementsAtOnce = 1 << 16;

        public void CopyTo(Stream destination)
        {
            for (int i = 0; i < rows; i++)
            {
                // In pieces, because the bytes of a long row are more than one span can hold.
                for (Span<T> rest = row(i); !rest.IsEmpty; rest = rest[Math.Min(rest.Length, ElementsAtOnce)..])
                    destination.Write(MemoryMarshal.AsBytes(rest[..Math.Min(rest.Length, ElementsAtOnce)]));
            }
        }
    }
}
