using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>The neurons that take part in a step: distinct ids in the order added, the true labels first.</summary>
public sealed unsafe class ActiveSet : IDisposable
{
    private readonly StampedSlots positions;
    private readonly GrowingBuffer<int> ids = new();
    private int drawnFrom = int.MaxValue;

    /// <summary>An empty set over neurons 0 to <paramref name="neuronCount"/> - 1.</summary>
    public ActiveSet(int neuronCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(neuronCount);
        positions = new StampedSlots(neuronCount);
        positions.Clear();
    }

    /// <summary>Neurons of the layer.</summary>
    public int NeuronCount => positions.Capacity;

    /// <summary>Neurons in the set.</summary>
    public int Count => positions.Count;

    /// <summary>Where in <see cref="Ids"/> the neurons drawn by the last <see cref="AddUniform"/> begin; the end if none were.</summary>
    internal int DrawnFrom => Math.Min(drawnFrom, Count);

    /// <summary>The ids, in the order added.</summary>
    public ReadOnlySpan<int> Ids => new(ids.Pointer, Count);

    internal int* Pointer => ids.Pointer;

    /// <summary>Empties the set.</summary>
    public void Clear()
    {
        positions.Clear();
        drawnFrom = int.MaxValue;
    }

    /// <summary>Adds a neuron; false if it was there already.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such neuron.</exception>
    public bool Add(int neuron)
    {
        if ((uint)neuron >= (uint)NeuronCount)
            throw new ArgumentOutOfRangeException(nameof(neuron), neuron, $"neuron ids must be below {NeuronCount}");
        int position = positions.GetOrAdd(neuron, out bool added);
        if (added)
            ids.Reserve(position + 1, position)[position] = neuron;
        return added;
    }

    /// <summary>Adds every neuron of <paramref name="neurons"/>.</summary>
    public void AddRange(ReadOnlySpan<int> neurons)
    {
        foreach (int neuron in neurons)
            Add(neuron);
    }

    /// <summary>Whether a neuron is in the set.</summary>
    public bool Contains(int neuron) => (uint)neuron < (uint)NeuronCount && positions.Contains(neuron);

    /// <summary>Where a neuron of the layer stands in <see cref="Ids"/>, or -1.</summary>
    internal int PositionOf(int neuron) => positions.Find(neuron);

    /// <summary>Adds neurons drawn uniformly until <paramref name="count"/> new ones are in, or every neuron is.</summary>
    public void AddUniform(int count, ref RandomStream random)
    {
        int target = (int)Math.Min((long)Count + count, NeuronCount);
        drawnFrom = Count;
        // Drawing until a new one comes is quick while the set is sparse; a nearly full set is completed in order of id instead.
        if (target > NeuronCount / 2)
        {
            AddBySelection(target, ref random);
            return;
        }
        while (Count < target)
            Add(random.NextInt32(NeuronCount));
    }

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose()
    {
        positions.Dispose();
        ids.Dispose();
    }

    /// <summary>Selection sampling (Knuth, The Art of Computer Programming, volume 2, 3.4.2, algorithm S) over the neurons not yet in.</summary>
    private void AddBySelection(int target, ref RandomStream random)
    {
        int remaining = NeuronCount - Count;
        for (int neuron = 0; neuron < NeuronCount && Count < target; neuron++)
        {
            if (positions.Contains(neuron))
                continue;
            if (random.NextInt32(remaining) < target - Count)
                Add(neuron);
            remaining--;
        }
    }
}
