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
            loss += Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
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
}
