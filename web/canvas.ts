// Paints what web/canvas.cpp hands over, on a WebGL2 canvas. It keeps nothing that a lost context could not be given again.
import type { Imports, Memory } from './module.ts';

const vertex_shader = `#version 300 es
uniform vec2 scale;
in vec2 position;
in vec2 place;
in vec4 colour;
out vec2 at;
out vec4 tint;
void main() {
  at = place;
  tint = colour;
  gl_Position = vec4(position * scale + vec2(-1, 1), 0, 1);
}`;
const fragment_shader = `#version 300 es
precision mediump float;
uniform sampler2D image;
in vec2 at;
in vec4 tint;
out vec4 colour;
void main() { colour = tint * texture(image, at); }`;

/// Bytes of ImDrawVert: two floats of position, two of texture place, four bytes of colour.
const vertex_bytes = 20;

export class Canvas {
  private readonly gl_: WebGL2RenderingContext;
  private scale_: WebGLUniformLocation | null = null;
  private readonly textures_ = new Map<number, WebGLTexture>();
  private last_texture_ = 0;
  private first_vertex_ = 0;
  private height_ = 0;
  /// How often it was painted.
  paints = 0;

  /// Throws where the browser has no WebGL2.
  constructor(private readonly element_: HTMLCanvasElement, private readonly memory_: Memory) {
    const gl = element_.getContext('webgl2', { alpha: false, antialias: false, depth: false, powerPreference: 'low-power' });
    if (!gl) throw new Error('WebGL2 is missing');
    this.gl_ = gl;
    this.prepare();
  }

  /// Sets up everything a new or restored context needs, but for the textures, which C++ sends again.
  prepare(): void {
    const gl = this.gl_;
    this.textures_.clear();
    const program = gl.createProgram();
    for (const [kind, source] of [[gl.VERTEX_SHADER, vertex_shader], [gl.FRAGMENT_SHADER, fragment_shader]] as const) {
      const shader = gl.createShader(kind);
      if (!shader) return;  // The context is lost; it will be prepared again.
      gl.shaderSource(shader, source);
      gl.compileShader(shader);
      gl.attachShader(program, shader);
    }
    ['position', 'place', 'colour'].forEach((name, index) => gl.bindAttribLocation(program, index, name));
    gl.linkProgram(program);
    gl.useProgram(program);
    this.scale_ = gl.getUniformLocation(program, 'scale');
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, gl.createBuffer());
    for (const index of [0, 1, 2]) gl.enableVertexAttribArray(index);
    gl.enable(gl.BLEND);
    gl.enable(gl.SCISSOR_TEST);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
  }

  private point_at_(first_vertex: number): void {
    const gl = this.gl_, start = first_vertex * vertex_bytes;
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, vertex_bytes, start);
    gl.vertexAttribPointer(1, 2, gl.FLOAT, false, vertex_bytes, start + 8);
    gl.vertexAttribPointer(2, 4, gl.UNSIGNED_BYTE, true, vertex_bytes, start + 16);
    this.first_vertex_ = first_vertex;
  }

  /// Makes a texture of an image, to be drawn at any size up to its own; 0 if the context is lost.
  take_picture(picture: ImageBitmap): number {
    const gl = this.gl_, texture = gl.createTexture();
    if (!texture || gl.isContextLost()) return 0;
    gl.bindTexture(gl.TEXTURE_2D, texture);
    gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, picture);
    gl.generateMipmap(gl.TEXTURE_2D);
    this.textures_.set(++this.last_texture_, texture);
    return this.last_texture_;
  }

  readonly imports: Imports = {
    paint_begin: (width: number, height: number, css_width: number, css_height: number, clear: number) => {
      const gl = this.gl_;
      this.paints++;
      // Setting a canvas's size clears it, so it is done here, where it is painted anew at once.
      if (this.element_.width !== width) this.element_.width = width;
      if (this.element_.height !== height) this.element_.height = height;
      this.height_ = height;
      gl.viewport(0, 0, width, height);
      gl.scissor(0, 0, width, height);
      gl.clearColor((clear & 255) / 255, (clear >> 8 & 255) / 255, (clear >> 16 & 255) / 255, 1);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.uniform2f(this.scale_, 2 / css_width, -2 / css_height);
    },
    paint_texture: (id: number, x: number, y: number, width: number, height: number, pixels: number, pitch: number) => {
      const gl = this.gl_, is_new = id === 0;
      if (is_new) this.textures_.set(id = ++this.last_texture_, gl.createTexture());
      gl.bindTexture(gl.TEXTURE_2D, this.textures_.get(id) ?? null);
      gl.pixelStorei(gl.UNPACK_ROW_LENGTH, pitch);
      if (is_new) {
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
        gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
        gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, width, height, 0, gl.RGBA, gl.UNSIGNED_BYTE, this.memory_.bytes, pixels);
      } else {
        gl.texSubImage2D(gl.TEXTURE_2D, 0, x, y, width, height, gl.RGBA, gl.UNSIGNED_BYTE, this.memory_.bytes, pixels);
      }
      return id;
    },
    paint_texture_end: (id: number) => {
      this.gl_.deleteTexture(this.textures_.get(id) ?? null);
      this.textures_.delete(id);
    },
    paint_mesh: (vertices: number, vertex_size: number, indices: number, index_size: number) => {
      const gl = this.gl_, bytes = this.memory_.bytes;
      gl.bufferData(gl.ARRAY_BUFFER, bytes.subarray(vertices, vertices + vertex_size), gl.STREAM_DRAW);
      gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, bytes.subarray(indices, indices + index_size), gl.STREAM_DRAW);
      this.point_at_(0);
    },
    paint_triangles: (texture: number, first: number, count: number, first_vertex: number, left: number, top: number, right: number,
        bottom: number) => {
      const gl = this.gl_;
      if (right <= left || bottom <= top) return;
      if (first_vertex !== this.first_vertex_) this.point_at_(first_vertex);
      gl.scissor(left, this.height_ - bottom, right - left, bottom - top);
      gl.bindTexture(gl.TEXTURE_2D, this.textures_.get(texture) ?? null);
      gl.drawElements(gl.TRIANGLES, count, gl.UNSIGNED_SHORT, first * 2);
    },
  };
}
