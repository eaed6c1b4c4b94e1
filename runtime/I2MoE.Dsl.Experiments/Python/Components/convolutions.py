class BatchNormalization(nn.Module):
    """The normalisation of channels by the means and variances of training."""

    def __init__(self, channels):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(channels))
        self.bias = nn.Parameter(torch.empty(channels))
        self.register_buffer("running_mean", torch.zeros(channels))
        self.register_buffer("running_var", torch.ones(channels))

    def forward(self, x):
        return F.batch_norm(x, self.running_mean, self.running_var, self.weight, self.bias)


class ConvolutionLayer(nn.Module):
    """A convolution over one to three dimensions, its normalisation where it has one, and ReLU."""

    def __init__(self, dimensions, inputs, outputs, kernel, normalized):
        super().__init__()
        self.convolve = (F.conv1d, F.conv2d, F.conv3d)[dimensions - 1]
        self.padding = (kernel - 1) // 2
        self.weight = nn.Parameter(torch.empty(outputs, inputs, *[kernel] * dimensions))
        self.bias = nn.Parameter(torch.empty(outputs))
        if normalized:
            self.normalization = BatchNormalization(outputs)

    def forward(self, x):
        x = self.convolve(x, self.weight, self.bias, padding=self.padding)
        return F.relu(self.normalization(x) if hasattr(self, "normalization") else x)


def pool(x, window):
    return x if window == 1 else (F.max_pool1d, F.max_pool2d, F.max_pool3d)[x.dim() - 3](x, window)


class ConvolutionEncoder(nn.Module):
    """Blocks of convolution and pool, flattened, and a linear layer: a sequence [B, T, F] or an image [B, C, H, W] to [B, D]."""

    def __init__(self, dimensions, inputs, channels, kernel, window, normalized, flattened, hidden):
        super().__init__()
        self.window = window
        widths = [inputs, *channels]
        blocks = nn.ModuleList(ConvolutionLayer(dimensions, before, after, kernel, normalized) for before, after in zip(widths, widths[1:]))
        self.network = nn.ModuleDict({"blocks": blocks, "head": nn.Linear(flattened, hidden)})

    def forward(self, x, lengths=None):
        if x.dim() == 3:
            x = x.transpose(1, 2)
        for block in self.network["blocks"]:
            steps, x = x.shape[-1], block(x)
            if lengths is not None:   # zeros after the end of every sequence
                lengths = (lengths + x.shape[-1] - steps).clamp(min=0)
                x = x * (torch.arange(x.shape[-1]) < lengths.unsqueeze(1)).unsqueeze(1)
                lengths = (lengths + self.window - 1) // self.window
            x = pool(x, self.window)
        return self.network["head"](x.flatten(1))


class Cnn3dEncoder(nn.Module):
    """Six convolutions with a pool after every second, and the mean over what is left: [B, C, Z, H, W] to [B, D]."""

    def __init__(self, channels, pools, normalized):
        super().__init__()
        self.pools = pools
        self.layers = nn.ModuleList(ConvolutionLayer(3, before, after, 3, normalized) for before, after in zip(channels, channels[1:]))

    def forward(self, x):
        for index, window in enumerate(self.pools):
            x = pool(self.layers[2 * index + 1](self.layers[2 * index](x)), window)
        return x.flatten(2).mean(2)


class Vgg11Encoder(nn.Module):
    """The convolutions of VGG-11, a grid of 7 by 7 means, and two linear layers: [B, C, H, W] to [B, D]."""

    def __init__(self, channels, blocks, head, hidden):
        super().__init__()
        self.blocks = blocks
        widths = [channels, *(width for block in blocks for width in block)]
        self.layers = nn.ModuleList(ConvolutionLayer(2, before, after, 3, True) for before, after in zip(widths, widths[1:]))
        self.head = nn.Linear(widths[-1] * 7 * 7, head)
        self.projection = nn.Linear(head, hidden)

    def forward(self, x):
        layers = iter(self.layers)
        for block in self.blocks:
            for _ in block:
                x = next(layers)(x)
            x = F.max_pool2d(x, 2)
        return self.projection(self.head(F.adaptive_avg_pool2d(x, 7).flatten(1)))
