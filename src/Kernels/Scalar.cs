using System.Numerics;

namespace Glissade.Kernels;

/// <summary>
/// What every kernel computes, in plain loops: the definition that the vector versions are tested against. Sums run in double
/// precision, so that a difference is the vector version's rounding and not this one's.
/// </summary>
internal static unsafe class Scalar
{
    public static float Dot(float* a, float* b, int length)
    {
        double sum = 0;
        for (int i = 0; i < length; i++)
            sum += (double)a[i] * b[i];
        return (float)sum;
    }

    public static void Axpy(float scale, float* x, float* y, int length)
    {
        for (int i = 0; i < length; i++)
            y[i] = (float)(((double)scale * x[i]) + y[i]);
    }

    /// <summary>results[i] = rows[ids[i]] . vector.</summary>
    public static void GatherDot(float* rows, int stride, int* ids, int count, float* vector, float* results, int length)
    {
        for (int i = 0; i < count; i++)
            results[i] = Dot(rows + ((long)ids[i] * stride), vector, length);
    }

    /// <summary>sum = sum over i of scales[i] rows[ids[i]].</summary>
    public static void GatherSum(float* rows, int stride, int* ids, float* scales, int count, float* sum, int length)
    {
        for (int j = 0; j < length; j++)
        {
            double total = 0;
            for (int i = 0; i < count; i++)
                total += (double)scales[i] * rows[((long)ids[i] * stride) + j];
            sum[j] = (float)total;
        }
    }

    /// <summary>C (+)= A B with A addressed by two strides; see <see cref="MatrixProduct"/>.</summary>
    public static void Multiply(
        float* a, int aRowStride, int aInnerStride, float* b, int bStride, float* c, int cStride, int m, int n, int k, bool accumulate)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = accumulate ? c[((long)i * cStride) + j] : 0;
                for (int p = 0; p < k; p++)
                    sum += (double)a[((long)i * aRowStride) + ((long)p * aInnerStride)] * b[((long)p * bStride) + j];
                c[((long)i * cStride) + j] = (float)sum;
            }
        }
    }

    /// <summary>sums[i * sumStride] = the sum of row i.</summary>
    public static void RowSums(float* matrix, int stride, int rows, int columns, float* sums, int sumStride)
    {
        for (int i = 0; i < rows; i++)
        {
            double sum = 0;
            for (int j = 0; j < columns; j++)
                sum += matrix[((long)i * stride) + j];
            sums[(long)i * sumStride] = (float)sum;
        }
    }

    /// <summary>sums[j * sumStride] = the sum of column j.</summary>
    public static void ColumnSums(float* matrix, int stride, int rows, int columns, float* sums, int sumStride)
    {
        for (int j = 0; j < columns; j++)
        {
            double sum = 0;
            for (int i = 0; i < rows; i++)
                sum += matrix[((long)i * stride) + j];
            sums[(long)j * sumStride] = (float)sum;
        }
    }

    /// <summary>weights -= step gradient.</summary>
    public static void ScaledStep(float* weights, float* gradient, int length, float step)
    {
        for (int i = 0; i < length; i++)
            weights[i] = (float)(weights[i] - ((double)step * gradient[i]));
    }

    /// <summary>first = decay first + gain gradient; weights -= step first.</summary>
    public static void MomentumStep(float* weights, float* first, float* gradient, int length, float decay, float gain, float step)
    {
        for (int i = 0; i < length; i++)
        {
            double m = ((double)decay * first[i]) + ((double)gain * gradient[i]);
            first[i] = (float)m;
            weights[i] = (float)(weights[i] - (step * m));
        }
    }

    /// <summary>Adam (Kingma and Ba 2015, algorithm 1) on one row, its t-th step.</summary>
    public static void AdamStep(
        float* weights, float* first, float* second, float* gradient, int length, int t, double learningRate, double firstDecay,
        double secondDecay, double epsilon)
    {
        for (int i = 0; i < length; i++)
        {
            double g = gradient[i];
            double m = (firstDecay * first[i]) + ((1 - firstDecay) * g);
            double v = (secondDecay * second[i]) + ((1 - secondDecay) * g * g);
            first[i] = (float)m;
            second[i] = (float)v;
            double root = Math.Sqrt(v / (1 - Math.Pow(secondDecay, t))) + epsilon;
            weights[i] = (float)(weights[i] - (learningRate / (1 - Math.Pow(firstDecay, t)) * m / root));
        }
    }

    /// <summary>sum += gradient^2; weights -= step gradient / (sqrt(sum) + epsilon).</summary>
    public static void AdagradStep(float* weights, float* sums, float* gradient, int length, float step, float epsilon)
    {
        for (int i = 0; i < length; i++)
        {
            double sum = sums[i] + ((double)gradient[i] * gradient[i]);
            sums[i] = (float)sum;
            weights[i] = (float)(weights[i] - (step * gradient[i] / (Math.Sqrt(sum) + epsilon)));
        }
    }

    /// <summary>inputGradient += delta weights; weights -= step input.</summary>
    public static void BackwardStep(float* weights, float* input, float* inputGradient, int length, float delta, float step)
    {
        for (int i = 0; i < length; i++)
        {
            inputGradient[i] = (float)(inputGradient[i] + ((double)delta * weights[i]));
            weights[i] = (float)(weights[i] - ((double)step * input[i]));
        }
    }

    /// <summary>Squared hinge of negatives: loss max(0, 1 + z)^2; z becomes scale times its derivative 2 max(0, 1 + z).</summary>
    public static double SquaredHingeNegatives(float* logits, int count, float scale)
    {
        double loss = 0;
        for (int i = 0; i < count; i++)
        {
            double margin = Math.Max(0, 1.0 + logits[i]);
            loss += margin * margin;
            logits[i] = (float)(2 * scale * margin);
        }
        return loss;
    }

    /// <summary>Logistic loss of negatives: log(1 + e^z); z becomes scale times its derivative 1 / (1 + e^-z).</summary>
    public static double LogisticNegatives(float* logits, int count, float scale)
    {
        double loss = 0;
        for (int i = 0; i < count; i++)
        {
            double z = logits[i];
            loss += Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z)));
            logits[i] = (float)(scale / (1 + Math.Exp(-z)));
        }
        return loss;
    }

    /// <summary>logits become e^(z - shift), their sum is returned.</summary>
    public static double ExpSum(float* logits, int count, float shift)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double e = Math.Exp((double)logits[i] - shift);
            logits[i] = (float)e;
            sum += e;
        }
        return sum;
    }

    /// <summary>The largest of the values, NaN if one of them is NaN, minus infinity if there are none.</summary>
    public static float Maximum(float* values, int count)
    {
        float maximum = float.NegativeInfinity;
        for (int i = 0; i < count; i++)
            maximum = Math.Max(maximum, values[i]);
        return maximum;
    }

    /// <summary>values *= factor.</summary>
    public static void Scale(float* values, int count, float factor)
    {
        for (int i = 0; i < count; i++)
            values[i] = (float)((double)values[i] * factor);
    }

    /// <summary>sums[i] += e^(logits[i] - shifts[i]): one neuron's logits over a batch.</summary>
    public static void AddExp(float* logits, float* shifts, float* sums, int count)
    {
        for (int i = 0; i < count; i++)
            sums[i] = (float)(sums[i] + Math.Exp((double)logits[i] - shifts[i]));
    }

    /// <summary>logits[i] = e^(logits[i] - shifts[i]) * scales[i].</summary>
    public static void ScaledExp(float* logits, float* shifts, float* scales, int count)
    {
        for (int i = 0; i < count; i++)
            logits[i] = (float)(Math.Exp((double)logits[i] - shifts[i]) * scales[i]);
    }

    /// <summary>maxima[i] = max(maxima[i], logits[i]), NaN if one of the two is.</summary>
    public static void Maximize(float* logits, float* maxima, int count)
    {
        for (int i = 0; i < count; i++)
            maxima[i] = Math.Max(maxima[i], logits[i]);
    }

    /// <summary>
    /// sums[i] = sums[i] e^(oldShifts[i] - newShifts[i]) + added[i]: what was summed relative to an old maximum joins a new one's sum.
    /// </summary>
    public static void Rebase(float* sums, float* oldShifts, float* newShifts, float* added, int count)
    {
        for (int i = 0; i < count; i++)
            sums[i] = (float)((sums[i] * Math.Exp((double)oldShifts[i] - newShifts[i])) + added[i]);
    }

    /// <summary>log(1 + e) to full precision for tiny e too: the ratio corrects what rounding 1 + e has lost (Kahan).</summary>
    public static double LogOnePlus(double e)
    {
        double sum = 1 + e;
        return sum == 1 ? e : Math.Log(sum) * (e / (sum - 1));
    }

    /// <summary>Bit i of the result is set where a[i] &gt; b[i], for 16 elements.</summary>
    public static ulong GreaterThanMask16(float* a, float* b)
    {
        ulong mask = 0;
        for (int i = 0; i < 16; i++)
            mask |= a[i] > b[i] ? 1UL << i : 0;
        return mask;
    }

    /// <summary>Bit i of the result is set where values[i] &gt; threshold, for 64 elements.</summary>
    public static ulong AboveMask64(float* values, float threshold)
    {
        ulong mask = 0;
        for (int i = 0; i < 64; i++)
            mask |= values[i] > threshold ? 1UL << i : 0;
        return mask;
    }

    /// <summary>Bit i of the string of 16-bit words is set where values[i] &gt; 0; the count is a multiple of 16.</summary>
    public static void PackSigns(float* values, int count, ushort* words)
    {
        for (int start = 0; start < count; start += 16)
        {
            int word = 0;
            for (int i = 0; i < 16; i++)
                word |= values[start + i] > 0 ? 1 << i : 0;
            words[start / 16] = (ushort)word;
        }
    }

    /// <summary>
    /// distances[r] = the number of bits in which row r of <paramref name="groups"/> groups differs from the query, a signature of as many
    /// <paramref name="words"/> of 64 bits; rows lie as <see cref="SignatureDistance"/> says.
    /// </summary>
    public static void SignatureDistances(ulong* signatures, int groups, int words, ulong* query, ushort* distances)
    {
        for (int row = 0; row < groups * SignatureDistance.GroupRows; row++)
        {
            int distance = 0;
            for (int word = 0; word < words; word++)
                distance += BitOperations.PopCount(signatures[SignatureDistance.Place(row, word, words)] ^ query[word]);
            distances[row] = (ushort)distance;
        }
    }

    /// <summary>
    /// sums[r] is the sum over all tables t of the entry that four bits of row r's code name: bits 4 (t mod 2) and on of byte t / 2.
    /// </summary>
    /// <param name="codes">Laid out as <see cref="Kernels.CodeEstimates"/> says.</param>
    /// <param name="groups">Groups of rows.</param>
    /// <param name="codeBytes">Bytes of a row's code, an even number.</param>
    /// <param name="tables">Two tables of 16 entries for each byte; no entry is above <see cref="Kernels.CodeEstimates.LargestEntry"/>, no
    /// sum above
    /// <see cref="Kernels.CodeEstimates.LargestSum"/>.</param>
    /// <param name="sums">One for each row.</param>
    public static void CodeSums(byte* codes, int groups, int codeBytes, byte* tables, ushort* sums)
    {
        for (int row = 0; row < groups * Kernels.CodeEstimates.GroupRows; row++)
        {
            int sum = 0;
            for (int b = 0; b < codeBytes; b++)
            {
                byte code = codes[Kernels.CodeEstimates.Place(row, b, codeBytes)];
                sum += tables[(32 * b) + (code & 15)] + tables[(32 * b) + 16 + (code >> 4)];
            }
            sums[row] = (ushort)sum;
        }
    }

    /// <summary>estimates[i] = offsets[i] + slopes[i] (scale sums[i] + start), slopes and offsets being bfloat16.</summary>
    public static void CodeEstimates(ushort* sums, float scale, float start, ushort* slopes, ushort* offsets, float* estimates, int count)
    {
        for (int i = 0; i < count; i++)
            estimates[i] = (float)(BFloat16.ToSingle(offsets[i]) + (BFloat16.ToSingle(slopes[i]) * (((double)scale * sums[i]) + start)));
    }

    /// <summary>Bit i of the result is set where distances[i] &lt; bound, for 32 distances; all are below 2^15.</summary>
    public static uint BelowMask32(ushort* distances, int bound)
    {
        uint mask = 0;
        for (int i = 0; i < 32; i++)
            mask |= distances[i] < bound ? 1u << i : 0;
        return mask;
    }

    /// <summary>
    /// The winner of each bin and vector, for vectors laid out as <see cref="WinnerTakeAll"/> says: the position in the bin of its largest
    /// element, the first of equals; a bin of nothing but minus infinity has none. No element is NaN.
    /// </summary>
    public static void FindWinners(float* transposed, ReadOnlySpan<int> members, int binSize, int* codes)
    {
        for (int bin = 0; bin * binSize < members.Length; bin++)
        {
            for (int lane = 0; lane < WinnerTakeAll.Lanes; lane++)
            {
                float best = float.NegativeInfinity;
                int winner = WinnerTakeAll.NoWinner;
                for (int position = 0; position < binSize; position++)
                {
                    float value = transposed[(members[(bin * binSize) + position] * WinnerTakeAll.Lanes) + lane];
                    if (value > best)
                    {
                        best = value;
                        winner = position;
                    }
                }

                codes[(bin * WinnerTakeAll.Lanes) + lane] = winner;
            }
        }
    }

    /// <summary>
    /// Lays out <paramref name="count"/> vectors as <see cref="WinnerTakeAll"/> says. Zeros are elements that a sparse vector lacks: they
    /// become minus infinity, which never wins, and so does NaN. Lanes beyond the last vector are of no meaning.
    /// </summary>
    public static void TransposePresent(float* rows, int stride, int count, int dimension, float* transposed)
    {
        for (int v = 0; v < count; v++)
        {
            for (int i = 0; i < dimension; i++)
            {
                float value = rows[((long)v * stride) + i];
                transposed[(i * WinnerTakeAll.Lanes) + v] = Math.Abs(value) > 0 ? value : float.NegativeInfinity;
            }
        }
    }

    /// <summary>The same with zeros as values like any other; NaN becomes minus infinity.</summary>
    public static void TransposeValues(float* rows, int stride, int count, int dimension, float* transposed)
    {
        for (int v = 0; v < count; v++)
        {
            for (int i = 0; i < dimension; i++)
            {
                float value = rows[((long)v * stride) + i];
                transposed[(i * WinnerTakeAll.Lanes) + v] = float.IsNaN(value) ? float.NegativeInfinity : value;
            }
        }
    }

    /// <summary>
    /// The codes of each table side by side, the first lowest, in packed[t * Lanes + v]; together they take less than 32 bits. Returns a
    /// bit for each vector, set where a code is missing: what is packed for that vector is then of no meaning.
    /// </summary>
    public static uint PackWinners(int* codes, int tables, int codesPerTable, int codeBits, int* packed)
    {
        uint missing = 0;
        for (int v = 0; v < WinnerTakeAll.Lanes; v++)
        {
            for (int table = 0; table < tables; table++)
            {
                int bits = 0;
                for (int i = 0; i < codesPerTable; i++)
                {
                    int code = codes[(((table * codesPerTable) + i) * WinnerTakeAll.Lanes) + v];
                    missing |= code == WinnerTakeAll.NoWinner ? 1u << v : 0;
                    bits |= code << (i * codeBits);
                }
                packed[(table * WinnerTakeAll.Lanes) + v] = bits;
            }
        }
        return missing;
    }

    /// <summary>
    /// The unnormalised Walsh-Hadamard transform of each vector, in place: y[i] = sum over j of (-1)^(bits that i and j share) x[j]. The
    /// length is a power of two; the vectors lie as <see cref="WinnerTakeAll"/> says.
    /// </summary>
    public static void HadamardTransform(float* vectors, int length)
    {
        double[] sums = new double[length];
        for (int v = 0; v < WinnerTakeAll.Lanes; v++)
        {
            for (int i = 0; i < length; i++)
            {
                sums[i] = 0;
                for (int j = 0; j < length; j++)
                {
                    float value = vectors[(j * WinnerTakeAll.Lanes) + v];
                    sums[i] += int.IsEvenInteger(BitOperations.PopCount((uint)(i & j))) ? value : -value;
                }
            }

            for (int i = 0; i < length; i++)
                vectors[(i * WinnerTakeAll.Lanes) + v] = (float)sums[i];
        }
    }

    /// <summary>target = signs x source, element by element, for vectors that lie as <see cref="WinnerTakeAll"/> says.</summary>
    public static void FlipSigns(float* source, float* signs, float* target, int length)
    {
        for (int i = 0; i < length * WinnerTakeAll.Lanes; i++)
            target[i] = signs[i / WinnerTakeAll.Lanes] * source[i];
    }

    /// <summary>
    /// The vertex of the cross-polytope that is nearest to each run of <paramref name="size"/> (a power of two) elements: the position of
    /// the largest absolute value, the first of equals, plus <paramref name="size"/> if that element is negative. 0 if there is nothing but
    /// zeros and NaN. Vectors and codes lie as <see cref="WinnerTakeAll"/> says.
    /// </summary>
    public static void FindVertices(float* vectors, int runs, int size, int* codes)
    {
        for (int run = 0; run < runs; run++)
        {
            for (int v = 0; v < WinnerTakeAll.Lanes; v++)
            {
                float largest = 0;
                int code = 0;
                for (int position = 0; position < size; position++)
                {
                    float value = vectors[(((run * size) + position) * WinnerTakeAll.Lanes) + v];
                    if (Math.Abs(value) > largest)
                    {
                        largest = Math.Abs(value);
                        code = value < 0 ? position + size : position;
                    }
                }

                codes[(run * WinnerTakeAll.Lanes) + v] = code;
            }
        }
    }
}
